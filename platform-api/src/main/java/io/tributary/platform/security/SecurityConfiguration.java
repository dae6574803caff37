package io.tributary.platform.security;

import io.tributary.platform.problem.ErrorAnswers;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.security.AccessRules.Access;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The filter chain of the API: stateless, bearer tokens, closed by default. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

  @Bean
  static RoleHierarchy roleHierarchy() {
    return RoleHierarchyImpl.withDefaultRolePrefix()
        .role(Role.ADMIN.name())
        .implies(Role.OPERATOR.name())
        .role(Role.OPERATOR.name())
        .implies(Role.VIEWER.name())
        .build();
  }

  /** Argon2id: 19 MiB, 2 passes, 1 lane (OWASP ASVS 5.0, appendix C, its second choice). */
  @Bean
  PasswordEncoder passwordEncoder() {
    return new DelegatingPasswordEncoder(
        "argon2id", Map.of("argon2id", new Argon2PasswordEncoder(16, 32, 1, 19_456, 2)));
  }

  /** There is none: the filter decides. Without this bean Spring Boot would invent a user. */
  @Bean
  AuthenticationManager noAuthenticationManager() {
    return authentication -> {
      throw new AuthenticationServiceException("requests are authenticated by bearer token only");
    };
  }

  @Bean
  SecurityFilterChain api(
      HttpSecurity http,
      Callers callers,
      ErrorAnswers answers,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
    RequestAttributeSecurityContextRepository contexts =
        new RequestAttributeSecurityContextRepository();
    return http.csrf(AbstractHttpConfigurer::disable)
        .cors(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .securityContext(c -> c.securityContextRepository(contexts))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                    .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER)))
        .authorizeHttpRequests(SecurityConfiguration::rules)
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(challenge(answers))
                    .accessDeniedHandler(refusal(answers)))
        .addFilterBefore(
            new BearerTokenFilter(callers, contexts, errors),
            UsernamePasswordAuthenticationFilter.class)
        .build();
  }

  private static void rules(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
    for (AccessRules.Rule rule : AccessRules.RULES) {
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizedUrl url =
          rule.method() == null
              ? requests.requestMatchers(rule.pattern())
              : requests.requestMatchers(rule.method(), rule.pattern());
      require(url, rule.access());
    }
    requests.anyRequest().hasRole(Role.OPERATOR.name());
  }

  private static void require(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizedUrl url, Access access) {
    switch (access) {
      case ANYBODY -> url.permitAll();
      case VIEWER, OPERATOR, ADMIN -> url.hasRole(access.name());
      case AGENT -> url.hasAnyRole(Role.AGENT.name(), Role.ADMIN.name());
    }
  }

  private static AuthenticationEntryPoint challenge(ErrorAnswers answers) {
    return (request, response, e) -> {
      boolean sent = BearerTokenFilter.token(request) != null;
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE, sent ? "Bearer error=\"invalid_token\"" : "Bearer");
      answers.write(
          request,
          response,
          ErrorCode.UNAUTHENTICATED,
          sent
              ? "The bearer token is unknown or has expired."
              : "The request carries no bearer token.",
          "Sign in at POST /api/v1/session, or send an API token as a bearer token.");
    };
  }

  private static AccessDeniedHandler refusal(ErrorAnswers answers) {
    return (request, response, e) ->
        answers.write(
            request,
            response,
            ErrorCode.FORBIDDEN,
            "Your role does not permit %s %s."
                .formatted(request.getMethod(), request.getRequestURI()),
            "Ask an administrator for a higher role.");
  }

  /** Requests that look like an attack: encoded slashes, path parameters, odd methods. */
  @Bean
  RequestRejectedHandler rejectedRequests(ErrorAnswers answers) {
    return (request, response, e) ->
        answers.write(
            request,
            response,
            ErrorCode.INVALID_REQUEST,
            "The request's address or method contains what is not allowed.",
            "Send a plain path without encoded slashes, semicolons or double slashes.");
  }
}
