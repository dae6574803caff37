package io.tributary.client;

import io.tributary.client.security.PasswordRequest;
import io.tributary.client.security.SessionView;
import io.tributary.client.security.SignInRequest;

/** Signing in and out: {@code /session}. Thread-safe. */
public final class SessionClient {
  private static final Route SESSION = Route.of("session");
  private final JsonCalls calls;

  SessionClient(JsonCalls calls) {
    this.calls = calls;
  }

  /** {@code POST /session}. The answer has the session's bearer token. */
  public SessionView signIn(String username, String password) {
    return calls.post(SESSION, new SignInRequest(username, password), SessionView.class);
  }

  /** {@code GET /session}: whom the token in use belongs to. */
  public SessionView current() {
    return calls.get(SESSION, SessionView.class);
  }

  /** {@code DELETE /session}: the token in use is worth nothing afterwards. */
  public void signOut() {
    calls.command("DELETE", SESSION);
  }

  /** {@code POST /session/password}: ends the user's other sessions; API tokens stay. */
  public void changePassword(String currentPassword, String newPassword) {
    calls.tell(Route.of("session", "password"), new PasswordRequest(currentPassword, newPassword));
  }
}
