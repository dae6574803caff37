package io.tributary.web.platform;

import io.tributary.client.security.SessionView;

/** Makes gateways. Thread-safe. */
public interface PlatformGateways {

  /**
   * Exchanges a name and a password for a session.
   *
   * @throws TributaryException with status 401 when they do not fit
   */
  SessionView signIn(String username, String password);

  /** The gateway of the user that {@code token} belongs to. */
  PlatformGateway forToken(String token);
}
