package io.tributary.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The few requests the launcher itself makes to the control plane and the dashboard. */
final class PlatformRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** Whether {@code /actuator/health} below this address says that all is well. */
  boolean isUp(String baseUrl) {
    return get(HttpRequest.newBuilder(URI.create(baseUrl + "/actuator/health"))).isPresent();
  }

  /** Names of the agents that are enrolled and send heartbeats; empty while nobody answers. */
  Set<String> activeAgents(String api, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + "/api/v1/agents?limit=200"))
            .header("Authorization", "Bearer " + token);
    return get(request).map(PlatformRequests::activeNames).orElse(Set.of());
  }

  /** Gives a user a new password; false where the control plane does not do it. */
  boolean changePassword(String api, String token, String user, String password) {
    String body = JSON.writeValueAsString(Map.of("password", password));
    return get(HttpRequest.newBuilder(URI.create(api + "/api/v1/users/" + user))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body)))
        .isPresent();
  }

  private static Set<String> activeNames(String page) {
    Set<String> names = new HashSet<>();
    for (JsonNode agent : JSON.readTree(page).path("items")) {
      if (agent.path("state").asString("").equals("ACTIVE")) {
        names.add(agent.path("name").asString(""));
      }
    }
    return names;
  }

  private Optional<String> get(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() / 100 == 2 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      // Nobody listens yet, or not any more.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("Interrupted while asking for the platform's health.", e);
    }
  }
}
