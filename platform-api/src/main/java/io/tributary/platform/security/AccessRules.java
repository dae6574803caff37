package io.tributary.platform.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Which role a route wants. The first row that fits decides; below all rows, reading wants a viewer
 * and everything else an operator.
 */
final class AccessRules {
  private AccessRules() {}

  /** Who may pass. */
  enum Access {
    ANYBODY,
    VIEWER,
    OPERATOR,
    ADMIN,
    /** Agents, and administrators. */
    AGENT
  }

  /**
   * @param method null: every method
   * @param pattern of Spring's path patterns
   */
  record Rule(@Nullable HttpMethod method, String pattern, Access access) {}

  static final List<Rule> RULES =
      List.of(
          new Rule(HttpMethod.POST, "/api/v1/session", Access.ANYBODY),
          new Rule(HttpMethod.GET, "/actuator/health/**", Access.ANYBODY),
          // What every user does for itself.
          new Rule(null, "/api/v1/session/**", Access.VIEWER),
          new Rule(null, "/api/v1/tokens/**", Access.VIEWER),
          // Who the users are is for administrators.
          new Rule(null, "/api/v1/users/**", Access.ADMIN),
          // What agents call.
          new Rule(HttpMethod.POST, "/api/v1/agents", Access.AGENT),
          new Rule(HttpMethod.POST, "/api/v1/agents/*/drain", Access.OPERATOR),
          new Rule(HttpMethod.POST, "/api/v1/agents/*/**", Access.AGENT),
          new Rule(HttpMethod.PUT, "/api/v1/agents/*/files", Access.AGENT),
          new Rule(HttpMethod.GET, "/api/v1/jobs/*/plan", Access.AGENT),
          new Rule(HttpMethod.GET, "/api/v1/jobs/*/fit", Access.AGENT),
          new Rule(HttpMethod.PUT, "/api/v1/jobs/*/partitions/*/sums", Access.AGENT),
          new Rule(HttpMethod.GET, "/api/v1/jobs/*/partitions/**", Access.AGENT),
          new Rule(HttpMethod.GET, "/api/v1/jobs/*/checkpoints/*/state", Access.AGENT),
          // Asking for a prediction changes nothing, though it is a POST.
          new Rule(HttpMethod.POST, "/api/v1/models/*/predict", Access.VIEWER),
          new Rule(HttpMethod.GET, "/**", Access.VIEWER),
          new Rule(HttpMethod.HEAD, "/**", Access.VIEWER));
}
