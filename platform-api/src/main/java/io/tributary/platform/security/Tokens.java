package io.tributary.platform.security;

import io.tributary.client.problem.Violation;
import io.tributary.client.security.TokenRequest;
import io.tributary.client.security.TokenView;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Audit.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A user's own API tokens. Thread-safe; each call is one transaction. */
@Service
public class Tokens {
  private static final int DEFAULT_DAYS = 90;
  private static final int MOST_DAYS = 3660;
  private static final int LONGEST_NAME = 100;

  private final ApiTokens tokens;
  private final Audit audit;

  Tokens(ApiTokens tokens, Audit audit) {
    this.tokens = tokens;
    this.audit = audit;
  }

  /** The caller's tokens, newest first, without their secrets. */
  public List<TokenView> of(Caller caller) {
    return tokens.of(caller.username());
  }

  /** The only answer with the token itself. Throws INVALID_CONTENT with every violation. */
  @Transactional
  public TokenView create(Caller caller, TokenRequest request) {
    List<Violation> violations = new ArrayList<>();
    String name = name(request, violations);
    Optional<Role> role = role(caller, request, violations);
    int days = days(request, violations);
    if (!violations.isEmpty() || role.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The token cannot be made like this.",
          "Correct what the violations name.",
          violations);
    }
    TokenView token = tokens.create(caller.username(), name, role.get(), Duration.ofDays(days));
    audit.record("token.create", name + " as " + token.role(), Outcome.SUCCEEDED);
    return token;
  }

  /** Throws NOT_FOUND where the caller has no such token. */
  @Transactional
  public void delete(Caller caller, UUID id) {
    if (!tokens.delete(id, caller.username())) {
      throw new PlatformException(
          ErrorCode.NOT_FOUND,
          "You have no token %s.".formatted(id),
          "Your tokens are at /api/v1/tokens.");
    }
    audit.record("token.delete", id.toString(), Outcome.SUCCEEDED);
  }

  private static String name(TokenRequest request, List<Violation> violations) {
    String name = Optional.ofNullable(request.name()).orElse("").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      violations.add(
          new Violation(
              "name",
              "has %d characters, not 1 to %d printable ones"
                  .formatted(name.length(), LONGEST_NAME),
              "Say what the token is for."));
    }
    return name;
  }

  private static Optional<Role> role(
      Caller caller, TokenRequest request, List<Violation> violations) {
    if (request.role() == null) {
      return Optional.of(caller.role());
    }
    Optional<Role> role = Role.named(request.role()).filter(caller.role()::mayGrant);
    if (role.isEmpty()) {
      violations.add(
          new Violation(
              "role",
              "'%s' is not a role that %s may grant"
                  .formatted(request.role(), caller.role().wireName()),
              "Use at most your own role: viewer, operator, admin; administrators also agent."));
    }
    return role;
  }

  private static int days(TokenRequest request, List<Violation> violations) {
    int days = request.days() == null ? DEFAULT_DAYS : request.days();
    if (days < 1 || days > MOST_DAYS) {
      violations.add(
          new Violation(
              "days", "is %d, not 1 to %d".formatted(days, MOST_DAYS), "Give a number of days."));
    }
    return days;
  }
}
