package io.tributary.web.security;

import io.tributary.web.platform.TokenHolder;
import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. Lives in the server-side session only.
 *
 * @param role {@code viewer}, {@code operator} or {@code admin}
 * @param token bearer token of the control plane
 */
public record SignedInUser(String username, String role, String token)
    implements TokenHolder, Principal, Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** For pages without a user. */
  static final SignedInUser NOBODY = new SignedInUser("", "nobody", "");

  @Override
  public String getName() {
    return username;
  }

  /** Whether this user may upload, submit and command. */
  public boolean mayOperate() {
    return role.equals("operator") || role.equals("admin");
  }

  /** Whether this user may manage users and delete what others made. */
  public boolean mayAdminister() {
    return role.equals("admin");
  }

  /** The user behind a principal; {@code NOBODY} where nobody is signed in. */
  public static SignedInUser of(@Nullable Object principal) {
    return principal instanceof SignedInUser user ? user : NOBODY;
  }

  @Override
  public String toString() {
    return username + " (" + role + ")";
  }
}
