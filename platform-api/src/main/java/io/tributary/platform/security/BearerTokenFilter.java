package io.tributary.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Makes the holder of a valid bearer token the caller of the request. */
final class BearerTokenFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final Callers callers;
  private final SecurityContextRepository contexts;
  private final HandlerExceptionResolver errors;

  BearerTokenFilter(
      Callers callers, SecurityContextRepository contexts, HandlerExceptionResolver errors) {
    this.callers = callers;
    this.contexts = contexts;
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String token = token(request);
    if (token != null) {
      Optional<Caller> caller;
      try {
        caller = callers.find(token);
      } catch (RuntimeException e) {
        errors.resolveException(request, response, null, e);
        return;
      }
      caller.ifPresent(found -> authenticate(found, request, response));
    }
    chain.doFilter(request, response);
  }

  /** Kept with the request, because asynchronous answers pass the filters a second time. */
  private void authenticate(
      Caller caller, HttpServletRequest request, HttpServletResponse response) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            caller, null, List.of(new SimpleGrantedAuthority(caller.role().authority()))));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
  }

  /** The bearer token of the request; null where it has none. */
  static @Nullable String token(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
