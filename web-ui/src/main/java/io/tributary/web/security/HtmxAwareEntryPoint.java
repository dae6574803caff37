package io.tributary.web.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends a whole page to the sign-in, where a fragment or a script asked without a session. */
final class HtmxAwareEntryPoint implements AuthenticationEntryPoint {
  private final AuthenticationEntryPoint forPages;

  HtmxAwareEntryPoint(AuthenticationEntryPoint forPages) {
    this.forPages = forPages;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException, ServletException {
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", "/sign-in");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else if (request.getHeader("X-Requested-With") != null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      forPages.commence(request, response, failure);
    }
  }
}
