package io.tributary.platform.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who makes a request: the principal of every authenticated request.
 *
 * @param username of a user; {@code agent} for holders of the enrolment token
 * @param expiresAt when the credential ends; null where it does not end by itself
 */
public record Caller(String username, Role role, Credential credential, @Nullable Instant expiresAt)
    implements AuthenticatedPrincipal {

  /** What the request was authenticated by. */
  public enum Credential {
    SESSION,
    API_TOKEN,
    ENROLMENT_TOKEN
  }

  @Override
  public String getName() {
    return username;
  }
}
