package io.tributary.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Api;
import io.tributary.platform.security.Api.Answer;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@PlatformTest
@Import(ErrorAnswersTest.Faults.class)
class ErrorAnswersTest {
  @Autowired MockMvc mvc;
  Api api;
  String admin;

  @BeforeEach
  void signIn() {
    api = new Api(mvc);
    admin = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
  }

  @Test
  void everyAnswerHasTheShapeOfProblemDetails() {
    Answer answer = api.get("/api/v1/nowhere", admin);

    assertThat(answer.response().getContentType()).isEqualTo("application/problem+json");
    assertThat(answer.body().propertyNames())
        .containsExactlyInAnyOrder(
            "type", "title", "status", "detail", "instance", "code", "advice", "violations");
    assertThat(answer.body().path("status").asInt()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(answer.text("instance")).isEqualTo("/api/v1/nowhere");
    assertThat(answer.text("detail")).contains("/api/v1/nowhere");
  }

  @Test
  void aMethodThatIsNotPossibleNamesThoseThatAre() {
    Answer answer = api.send(HttpMethod.PUT, "/api/v1/users", admin, "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.text("advice")).isEqualTo("Possible: GET, POST.");
  }

  @Test
  void brokenJsonNamesItsLine() {
    Answer answer = api.post("/api/v1/users", admin, "{\n\"username\": }");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
    assertThat(field(answer)).isEqualTo("line 2");
  }

  @Test
  void anUnknownKeyNamesTheKnownOnes() {
    Answer answer = api.post("/api/v1/users", admin, Map.of("user", "x"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(field(answer)).isEqualTo("user");
    assertThat(answer.text("advice")).isEqualTo("Known keys here: password, role, username.");
  }

  @Test
  void aValueOfTheWrongTypeNamesItsField() {
    Answer answer = api.post("/api/v1/tokens", admin, "{\"name\": \"x\", \"days\": [1]}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(field(answer)).isEqualTo("days");
  }

  @Test
  void aMissingBodyIsTheSendersMistake() {
    assertThat(api.post("/api/v1/users", admin, null).status()).isBetween(400, 415);
  }

  @Test
  void aParameterOfTheWrongTypeIsNamed() {
    Answer answer = api.delete("/api/v1/tokens/not-an-id", admin);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(field(answer)).isEqualTo("id");
  }

  @Test
  void aMissingParameterIsNamed() {
    assertThat(field(api.get("/faults/parameter", admin))).isEqualTo("wanted");
  }

  @Test
  void anUnexpectedErrorShowsAnIncidentAndNothingElse() {
    Answer answer = api.get("/faults/bug", admin);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("INTERNAL");
    assertThat(answer.text("detail")).containsPattern("incident [0-9a-f]{8}");
    assertThat(answer.body().toString()).doesNotContain("the secret of the bug", "Exception");
  }

  @Test
  void anAbsentPostgresSaysWhenToRetry() {
    Answer answer = api.get("/faults/outage", admin);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("UNAVAILABLE");
    assertThat(answer.response().getHeader("Retry-After")).isEqualTo("5");
  }

  @Test
  void aMethodThatWantsAnotherRoleIsForbidden() {
    Answer answer = api.get("/faults/forbidden", admin);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("FORBIDDEN");
  }

  @Test
  void theContractIsPublishedWithItsBearerScheme() {
    Answer answer = api.get("/v3/api-docs", admin);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/info/title").asString()).isEqualTo("Tributary");
    assertThat(answer.body().at("/components/securitySchemes/bearer/scheme").asString())
        .isEqualTo("bearer");
    assertThat(answer.body().path("paths").propertyNames()).contains("/api/v1/session");
  }

  @Test
  void answersCarrySecurityHeadersAndNoCookies() {
    Answer answer = api.get("/api/v1/session", admin);

    assertThat(answer.response().getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.response().getHeader("Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.response().getHeader("Cache-Control")).contains("no-store");
    assertThat(answer.response().getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.response().getHeader("Set-Cookie")).isNull();
    assertThat(answer.response().getHeader("Access-Control-Allow-Origin")).isNull();
  }

  private static String field(Answer answer) {
    return answer.body().at("/violations/0/field").asString();
  }

  /** Ways for a request to fail. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Faults {
    @RestController
    static class FaultController {
      @GetMapping("/faults/bug")
      String bug() {
        throw new IllegalStateException("the secret of the bug");
      }

      @GetMapping("/faults/outage")
      String outage() {
        throw new CannotCreateTransactionException(
            "no connection", new SQLException("connection refused", "08001"));
      }

      @GetMapping("/faults/forbidden")
      @PreAuthorize("hasRole('AGENT')")
      public String forbidden() {
        return "";
      }

      @GetMapping("/faults/parameter")
      String parameter(@RequestParam String wanted) {
        return wanted;
      }
    }
  }
}
