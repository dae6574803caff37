package io.tributary.platform.security;

import io.tributary.client.problem.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which names and passwords are good enough. Passwords are long, not common, not the user's name;
 * there are no rules about kinds of characters, which only make passwords predictable.
 */
@Component
class UserRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
  static final int SHORTEST = 12;
  static final int LONGEST = 256;
  private static final int FEWEST_DISTINCT = 5;
  private static final String LIST = "common-passwords.txt";

  private final Set<String> common;

  UserRules() {
    try (InputStream in = UserRules.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException(LIST + " is not in the class path");
      }
      common =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(LIST + " cannot be read", e);
    }
  }

  /** What is wrong with a new user's name; empty when it will do. */
  List<Violation> ofName(String username) {
    return NAME.matcher(username).matches()
        ? List.of()
        : List.of(
            new Violation(
                "username",
                "is not a user name",
                "Use 1 to 64 lower-case letters, digits, dots, underscores, @ or hyphens."));
  }

  /** The role a person may have; adds to {@code violations} where {@code text} names none. */
  Optional<Role> role(@Nullable String text, List<Violation> violations) {
    Optional<Role> role =
        Optional.ofNullable(text).flatMap(Role::named).filter(r -> r != Role.AGENT);
    if (role.isEmpty()) {
      violations.add(
          new Violation("role", "is not a role of users", "Use viewer, operator or admin."));
    }
    return role;
  }

  /** What is wrong with {@code password} for {@code username}; empty when it will do. */
  List<Violation> ofPassword(String username, String password) {
    List<Violation> violations = new ArrayList<>();
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      violations.add(
          violation(
              "has %d characters, fewer than %d".formatted(length, SHORTEST),
              "Use several words; spaces are fine."));
    }
    if (length > LONGEST) {
      violations.add(
          violation(
              "has %d characters, more than %d".formatted(length, LONGEST), "Use a shorter one."));
    }
    String plain = password.toLowerCase(Locale.ROOT).strip();
    if (common.contains(plain)) {
      violations.add(
          violation("is among the most used passwords", "Use words that only you combine."));
    }
    if (password.chars().distinct().count() < FEWEST_DISTINCT) {
      violations.add(
          violation(
              "repeats fewer than %d different characters".formatted(FEWEST_DISTINCT),
              "Use more different characters."));
    }
    if (!username.isEmpty() && plain.replace(username, "").length() < SHORTEST / 2) {
      violations.add(violation("is mostly the user name", "Use words that are not the user name."));
    }
    return violations;
  }

  private static Violation violation(String message, String advice) {
    return new Violation("password", message, advice);
  }
}
