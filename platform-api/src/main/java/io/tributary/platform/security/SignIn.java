package io.tributary.platform.security;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Audit.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Checks names and passwords. An unknown name costs the same time and gets the same answer as a
 * wrong password. Thread-safe; holds no transaction while a password is hashed.
 */
@Service
public class SignIn {
  private final Users users;
  private final PasswordHashing hashing;
  private final Sessions sessions;
  private final SignInThrottle throttle;
  private final Audit audit;

  SignIn(
      Users users,
      PasswordHashing hashing,
      Sessions sessions,
      SignInThrottle throttle,
      Audit audit) {
    this.users = users;
    this.hashing = hashing;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
  }

  /** A session's token and who it belongs to. */
  public record SignedIn(String token, Caller caller) {}

  /** Throws UNAUTHENTICATED, or TOO_MANY_REQUESTS without looking at the password. */
  public SignedIn signIn(String name, String password, String address) {
    String username = name.toLowerCase(Locale.ROOT).strip();
    UserAccount user =
        verify(username, password, address, "session.open").orElseThrow(SignIn::wrong);
    if (hashing.isOutdated(user.passwordHash())) {
      users.upgradeHash(username, password);
    }
    Sessions.Opened opened = sessions.open(user);
    audit.record(username, "session.open", username, Outcome.SUCCEEDED);
    return new SignedIn(opened.token(), opened.caller());
  }

  /**
   * Changes the caller's password; {@code token} is the session that goes on, null: none. Throws
   * INVALID_CONTENT where {@code present} is not the present password: the caller's own session is
   * good, so this is no UNAUTHENTICATED. Guesses are slowed down like those at the sign-in.
   */
  public void changeOwnPassword(
      Caller caller, String present, String next, String address, @Nullable String token) {
    UserAccount user =
        verify(caller.username(), present, address, "user.password")
            .orElseThrow(SignIn::wrongPresent);
    users.changeOwnPassword(user.username(), next, token);
  }

  /** Ends the session of {@code token}. */
  public void signOut(Caller caller, String token) {
    sessions.close(token);
    audit.record("session.close", caller.username(), Outcome.SUCCEEDED);
  }

  /** The user, if the password fits; a failure is recorded as a refused {@code action}. */
  private Optional<UserAccount> verify(
      String username, String password, String address, String action) {
    throttle.begin(username, address).ifPresent(SignIn::refuseForNow);
    Optional<UserAccount> user = users.find(username);
    if (!hashing.matches(password, user.map(UserAccount::passwordHash))) {
      audit.record(username, action, username, Outcome.REFUSED);
      return Optional.empty();
    }
    throttle.succeeded(username, address);
    return user;
  }

  private static void refuseForNow(Duration wait) {
    throw PlatformException.retryLater(
        ErrorCode.TOO_MANY_REQUESTS,
        "Too many failed attempts; the next one is possible in %d s."
            .formatted(Math.ceilDiv(wait.toMillis(), 1000)),
        "Wait, then try again. An administrator can set a new password.",
        wait);
  }

  private static PlatformException wrong() {
    return new PlatformException(
        ErrorCode.UNAUTHENTICATED,
        "The name or the password is wrong.",
        "Check both; an administrator can set a new password.");
  }

  private static PlatformException wrongPresent() {
    Violation violation =
        new Violation(
            "currentPassword",
            "is not your present password",
            "Type the password that you signed in with.");
    return new PlatformException(
        ErrorCode.INVALID_CONTENT,
        "The present password is wrong; nothing was changed.",
        violation.advice(),
        List.of(violation));
  }
}
