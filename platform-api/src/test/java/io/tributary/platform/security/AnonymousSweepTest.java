package io.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@PlatformTest
@Import(AnonymousSweepTest.CarelessChange.class)
class AnonymousSweepTest {
  private static final String PLANTED = "/planted/open";
  private static final Set<String> OPEN =
      Set.of("POST /api/v1/session", "GET /actuator/health", "GET /actuator/health/**");

  @Autowired ApplicationContext context;
  @Autowired MockMvc mvc;

  @Test
  void everyRouteButSignInAndHealthIsClosedToAnonymous() {
    List<String> answered = new ArrayList<>(openRoutes());
    answered.remove("GET " + PLANTED);

    assertThat(answered).isSubsetOf(OPEN);
  }

  @Test
  void theSweepFindsARouteThatWasOpenedByMistake() {
    assertThat(openRoutes()).contains("GET " + PLANTED);
  }

  @Test
  void theSweepWalksTheRoutesOfEveryKind() {
    assertThat(Routes.in(context))
        .extracting(Route::toString)
        .contains(
            "DELETE /api/v1/session",
            "GET /api/v1/problems",
            "GET /actuator/prometheus",
            "GET /v3/api-docs");
  }

  @Test
  void aMadeUpTokenOpensNothing() {
    Api api = new Api(mvc);
    for (String token : List.of("trs_x", "trb_x", "x", "", PlatformTest.AGENT_TOKEN + "x")) {
      assertThat(api.get("/api/v1/problems", token).status()).as(token).isEqualTo(401);
    }
  }

  @Test
  void whatIsNotMappedIsClosedToo() {
    Api api = new Api(mvc);
    assertThat(api.get("/nowhere", null).status()).isEqualTo(401);
    assertThat(api.get("/actuator/env", null).status()).isEqualTo(401);
    assertThat(api.send(HttpMethod.OPTIONS, "/api/v1/problems", null, null).status())
        .isEqualTo(401);
    assertThat(api.send(HttpMethod.HEAD, "/api/v1/problems", null, null).status()).isEqualTo(401);
  }

  @Test
  void healthTellsNoDetails() {
    Api api = new Api(mvc);
    assertThat(api.get("/actuator/health", null).body().propertyNames())
        .doesNotContain("components", "details");
    assertThat(api.get("/actuator/health/liveness", null).status()).isEqualTo(200);
    assertThat(api.get("/actuator/health/readiness", null).status()).isEqualTo(200);
  }

  private List<String> openRoutes() {
    Api api = new Api(mvc);
    return Routes.in(context).stream()
        .filter(route -> api.send(route.method(), route.examplePath(), null, null).status() != 401)
        .map(Route::toString)
        .toList();
  }

  /** What a careless change would look like: a second, open filter chain. */
  @TestConfiguration(proxyBeanMethods = false)
  static class CarelessChange {
    @Bean
    @Order(0)
    SecurityFilterChain open(HttpSecurity http) {
      return http.securityMatcher(PLANTED)
          .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
          .build();
    }

    @RestController
    static class OpenController {
      @GetMapping(PLANTED)
      String open() {
        return "anybody reads this";
      }
    }
  }
}
