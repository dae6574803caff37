package io.tributary.web.security;

import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import io.tributary.web.platform.PlatformGateways;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Everything is closed to anonymous visitors except the sign-in, its static files and health. */
@Configuration
class WebSecurity {
  private static final Logger log = LoggerFactory.getLogger(WebSecurity.class);

  /** Scripts and styles from our own files only: neither inline code nor style attributes run. */
  static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  @Bean
  SecurityFilterChain pages(
      HttpSecurity http, AuthenticationProvider provider, PlatformGateways gateways)
      throws Exception {
    return http.authenticationProvider(provider)
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers("/sign-in", "/webjars/**", "/css/**", "/js/**", "/favicon.svg")
                    .permitAll()
                    .requestMatchers(EndpointRequest.to("health"))
                    .permitAll()
                    .requestMatchers("/users/**")
                    .hasRole("ADMIN")
                    .anyRequest()
                    .authenticated())
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .loginProcessingUrl("/sign-in")
                    .defaultSuccessUrl("/")
                    .failureHandler(
                        (request, response, failure) ->
                            response.sendRedirect("/sign-in?failure=" + failureOf(failure))))
        .logout(
            out ->
                out.logoutUrl("/sign-out")
                    .addLogoutHandler(
                        (request, response, authentication) -> end(gateways, authentication))
                    .logoutSuccessUrl("/sign-in?signedOut")
                    .deleteCookies("tributary_session"))
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(
                    new HtmxAwareEntryPoint(new LoginUrlAuthenticationEntryPoint("/sign-in"))))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
        .build();
  }

  private static String failureOf(AuthenticationException failure) {
    if (failure instanceof AuthenticationServiceException) {
      log.warn("Nobody can sign in: {}", failure.getMessage(), failure.getCause());
      return "unavailable";
    }
    return failure instanceof LockedException ? "locked" : "credentials";
  }

  private static void end(PlatformGateways gateways, @Nullable Authentication authentication) {
    SignedInUser user =
        SignedInUser.of(authentication == null ? null : authentication.getPrincipal());
    if (user == SignedInUser.NOBODY) {
      return;
    }
    try {
      gateways.forToken(user.token()).signOut();
    } catch (TributaryException | PlatformUnreachable e) {
      log.info("The control plane still knows the session of {}: {}", user, e.getMessage());
    }
  }
}
