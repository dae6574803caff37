package io.tributary.web.security;

import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import io.tributary.client.security.SessionView;
import io.tributary.web.platform.PlatformGateways;
import java.util.List;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Signs in at the control plane; no password is stored or compared here. */
@Component
class PlatformAuthentication implements AuthenticationProvider {
  private final PlatformGateways gateways;

  PlatformAuthentication(PlatformGateways gateways) {
    this.gateways = gateways;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    try {
      SessionView session =
          gateways.signIn(asked.getName(), String.valueOf(asked.getCredentials()));
      String token = session.token();
      if (token == null) {
        throw new AuthenticationServiceException("the control plane sent a session without token");
      }
      SignedInUser user = new SignedInUser(session.username(), session.role(), token);
      String authority = "ROLE_" + session.role().toUpperCase(Locale.ROOT);
      return UsernamePasswordAuthenticationToken.authenticated(
          user, null, List.of(new SimpleGrantedAuthority(authority)));
    } catch (TributaryException refusal) {
      String said = String.valueOf(refusal.getMessage());
      throw switch (refusal.status()) {
        case 400, 401, 403, 422 -> new BadCredentialsException(said, refusal);
        case 423, 429 -> new LockedException(said, refusal);
        default -> new AuthenticationServiceException(said, refusal);
      };
    } catch (PlatformUnreachable unreachable) {
      throw new AuthenticationServiceException("unreachable", unreachable);
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
