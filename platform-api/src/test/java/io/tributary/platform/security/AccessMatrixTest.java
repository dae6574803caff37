package io.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Routes.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;

/** Role x route. What differs from the default has a row here; a row without a route fails. */
@PlatformTest
class AccessMatrixTest {
  private static final String OPEN = "anybody";
  private static final String AGENT = "agent";

  /** Lowest role (or agent) that may call; reading else wants viewer, the rest operator. */
  private static final Map<String, String> ROWS =
      Map.ofEntries(
          Map.entry("POST /api/v1/session", OPEN),
          Map.entry("GET /actuator/health", OPEN),
          Map.entry("GET /actuator/health/**", OPEN),
          Map.entry("DELETE /api/v1/session", "viewer"),
          Map.entry("POST /api/v1/session/password", "viewer"),
          Map.entry("POST /api/v1/tokens", "viewer"),
          Map.entry("DELETE /api/v1/tokens/{id}", "viewer"),
          Map.entry("GET /api/v1/users", "admin"),
          Map.entry("POST /api/v1/users", "admin"),
          Map.entry("PATCH /api/v1/users/{name}", "admin"),
          Map.entry("DELETE /api/v1/users/{name}", "admin"),
          Map.entry("GET /api/v1/jobs/{id}/checkpoints/{step}/state", AGENT));

  /** Routes of features that are checked where they exist. */
  private static final Map<String, String> ROWS_OF_LATER_ROUTES =
      Map.of(
          "POST /api/v1/models/{id}/predict", "viewer",
          "POST /api/v1/agents", AGENT,
          "PUT /api/v1/agents/{id}/files", AGENT,
          "GET /api/v1/jobs/{id}/plan", AGENT);

  @Autowired ApplicationContext context;
  @Autowired MockMvc mvc;

  @Test
  void everyRouteLetsInExactlyTheRolesOfItsRow() {
    Api api = new Api(mvc);
    Map<String, String> tokens = tokens(api);
    List<String> wrong = new ArrayList<>();
    for (Route route : Routes.in(context)) {
      String lowest = lowest(route);
      for (Map.Entry<String, String> caller : tokens.entrySet()) {
        // Signing out with the token that the next rows need would end the sweep.
        if (route.toString().equals("DELETE /api/v1/session")) {
          continue;
        }
        int status =
            api.send(route.method(), route.examplePath(), caller.getValue(), null).status();
        boolean letIn = status != 403 && status != 401;
        if (letIn != mayCall(caller.getKey(), lowest)) {
          wrong.add("%s as %s: %d".formatted(route, caller.getKey(), status));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRowHasARoute() {
    List<String> routes = Routes.in(context).stream().map(Route::toString).toList();

    assertThat(routes).containsAll(ROWS.keySet());
  }

  private static String lowest(Route route) {
    String byDefault = route.method().equals(HttpMethod.GET) ? "viewer" : "operator";
    String path = route.toString();
    if (path.matches("(GET|PUT) /api/v1/jobs/\\{[^}]*}/(partitions/.*|plan|fit)")
        || path.matches("POST /api/v1/agents(/\\{[^}]*}/(?!drain).*)?")) {
      return AGENT;
    }
    return ROWS.getOrDefault(path, ROWS_OF_LATER_ROUTES.getOrDefault(path, byDefault));
  }

  private static boolean mayCall(String role, String lowest) {
    return switch (lowest) {
      case OPEN -> true;
      case AGENT -> Set.of("agent", "admin").contains(role);
      default ->
          !role.equals("agent")
              && List.of("viewer", "operator", "admin").indexOf(role)
                  >= List.of("viewer", "operator", "admin").indexOf(lowest);
    };
  }

  private static Map<String, String> tokens(Api api) {
    String admin = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
    Map<String, String> tokens = new LinkedHashMap<>();
    for (String role : List.of("viewer", "operator", "admin", "agent")) {
      tokens.put(
          role,
          api.post("/api/v1/tokens", admin, Map.of("name", "matrix", "role", role)).text("token"));
    }
    return tokens;
  }
}
