package io.tributary.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Api;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Rows that are read in the background; of the sources the one that needs no operator. */
@PlatformTest
class FetchesTest {
  @Autowired MockMvc mvc;
  @Autowired PartialUploads uploads;
  Api api;
  String token;

  @BeforeEach
  void signIn() {
    api = new Api(mvc);
    token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
  }

  private Api.Answer look(String id) {
    return api.get("/api/v1/fetches/" + id, token);
  }

  private Api.Answer end(String id) {
    await("the source is read")
        .atMost(Duration.ofMinutes(1))
        .until(() -> !look(id).text("state").equals("READING"));
    return look(id);
  }

  @Test
  void whatIsReadInTheBackgroundBecomesADataSet() throws Exception {
    byte[] file = "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);
    String upload = uploads.create("admin", "behind.csv", "", file.length).id();
    uploads.append("admin", upload, 0, new ByteArrayInputStream(file));

    Api.Answer begun =
        api.post(
            "/api/v1/fetches",
            token,
            Map.of(
                "source", Map.of("kind", "uploads", "ids", List.of(upload)),
                "spec", Map.of("name", "behind")));

    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.response().getHeader("Location"))
        .isEqualTo("/api/v1/fetches/" + begun.text("id"));
    Api.Answer end = end(begun.text("id"));
    assertThat(end.text("state")).as(end.body().toString()).isEqualTo("STORED");
    assertThat(end.body().path("dataset").path("rows").asLong()).isEqualTo(2);
    assertThat(end.body().path("bytes").asLong()).isEqualTo(file.length);
    assertThat(api.get("/api/v1/datasets/behind", token).status()).isEqualTo(200);
    assertThat(api.get("/api/v1/uploads/" + upload, token).status()).isEqualTo(404);
  }

  @Test
  void aRefusalIsTheOneThatTheRequestWouldHaveHad() {
    Map<String, Object> request =
        Map.of("source", Map.of("kind", "url", "url", "https://example.org/a.csv"));
    Api.Answer refused = api.post("/api/v1/datasets", token, request);
    Api.Answer end = end(api.post("/api/v1/fetches", token, request).text("id"));
    assertThat(end.text("state")).isEqualTo("REFUSED");
    for (String member : List.of("code", "detail", "advice")) {
      assertThat(end.body().path("problem").path(member).asString())
          .isEqualTo(refused.text(member));
    }
  }

  @Test
  void whatIsNotKnownIsNotFound() {
    assertThat(api.get("/api/v1/fetches/1", token).code()).isEqualTo("NOT_FOUND");
    assertThat(api.post("/api/v1/fetches", token, Map.of()).code())
        .isEqualTo("DATASET_INVALID_SOURCE");
  }

  @Test
  void nobodySeesWhatOthersRead() {
    Map<String, Object> request =
        Map.of("source", Map.of("kind", "url", "url", "https://example.org/a.csv"));
    String id = api.post("/api/v1/fetches", token, request).text("id");
    api.post(
        "/api/v1/users",
        token,
        Map.of("username", "eve", "password", "plum tractor eighteen", "role", "OPERATOR"));
    String eve = api.signIn("eve", "plum tractor eighteen");
    assertThat(api.get("/api/v1/fetches/" + id, eve).code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void whatMayBeReadIsSaid() {
    Api.Answer sources = api.get("/api/v1/sources", token);
    assertThat(sources.status()).isEqualTo(200);
    assertThat(sources.body().path("urlPrefixes").isArray()).isTrue();
  }
}
