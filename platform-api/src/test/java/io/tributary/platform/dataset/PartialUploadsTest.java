package io.tributary.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.tributary.platform.MovableClock;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class PartialUploadsTest {
  private static final byte[] FILE = "a,b\n1,x\n2,y\n3,z\n".getBytes(StandardCharsets.UTF_8);

  @Autowired MockMvc mvc;
  @Autowired PartialUploads uploads;
  @Autowired DatasetSettings settings;
  @Autowired MovableClock clock;
  Api api;
  String token;

  @BeforeEach
  void signIn() {
    api = new Api(mvc);
    token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    clock.advance(Duration.ofHours(25));
    for (Path file : partialFiles()) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    uploads.sweep();
    assertThat(partialFiles()).isEmpty();
  }

  @Test
  void piecesBecomeTheDataSetThatTheWholeFileBecomes() {
    String id = begin("pieces.csv", FILE.length);
    assertThat(patch(id, 0, part(0, 7)).getHeader("Upload-Offset")).isEqualTo("7");

    Api.Answer early = finish(id);
    assertThat(early.code()).isEqualTo("UPLOAD_INCOMPLETE");
    assertThat(early.text("detail")).isEqualTo("Of pieces.csv, 7 of 16 bytes have arrived.");

    assertThat(patch(id, 7, part(7, FILE.length)).getStatus()).isEqualTo(204);
    Api.Answer stored = finish(id);

    assertThat(stored.status()).as(stored.body().toString()).isEqualTo(201);
    assertThat(stored.text("name")).isEqualTo("pieces");
    assertThat(stored.text("digest"))
        .isEqualTo(Upload.of().file("whole.csv", FILE).send(mvc, token).text("digest"));
    assertThat(api.get("/api/v1/uploads/" + id, token).status()).isEqualTo(404);
  }

  @Test
  void whoeverSendsFromTheWrongPlaceIsToldTheRightOne() {
    String id = begin("places.csv", FILE.length);
    patch(id, 0, part(0, 5));

    assertThat(code(patch(id, 0, part(0, 5)))).isEqualTo("UPLOAD_OFFSET_CONFLICT");
    assertThat(code(patch(id, 9, part(9, 16)))).isEqualTo("UPLOAD_OFFSET_CONFLICT");
    MockHttpServletResponse head = send(request(HttpMethod.HEAD, "/api/v1/uploads/" + id), token);
    assertThat(head.getStatus()).isEqualTo(200);
    assertThat(head.getHeader("Upload-Offset")).isEqualTo("5");
    assertThat(head.getHeader("Upload-Length")).isEqualTo("16");
    assertThat(head.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(head.getHeader("Tus-Resumable")).isEqualTo("1.0.0");
  }

  @Test
  void moreBytesThanAnnouncedAreRefusedAndNotStored() {
    String id = begin("more.csv", 5);

    assertThat(code(patch(id, 0, FILE))).isEqualTo("INVALID_REQUEST");
    assertThat(uploads.get("admin", id).offset()).isEqualTo(5);
  }

  @Test
  void aFileThatIsRefusedAsADataSetIsStillThereForAnotherSpec() {
    String id = begin("refused.csv", FILE.length);
    patch(id, 0, FILE);

    Api.Answer refused = finish(id, Map.of("delimiter", ";"));
    assertThat(refused.code()).isEqualTo("DATASET_WRONG_DELIMITER");
    assertThat(finish(id, Map.of("name", "mended")).status()).isEqualTo(201);
  }

  @Test
  void onlyItsOwnerSeesAnUpload() {
    String id = begin("mine.csv", FILE.length);
    api.post(
        "/api/v1/users",
        token,
        Map.of("username", "other", "password", "plum tractor eighteen", "role", "OPERATOR"));
    String other = api.signIn("other", "plum tractor eighteen");

    assertThat(api.get("/api/v1/uploads/" + id, other).status()).isEqualTo(404);
    assertThat(api.delete("/api/v1/uploads/" + id, other).status()).isEqualTo(404);
    assertThat(api.post("/api/v1/datasets", other, Map.of("source", source(id))).status())
        .isEqualTo(404);
    assertThat(api.get("/api/v1/uploads/" + id, token).status()).isEqualTo(200);
  }

  @Test
  void anUploadThatNobodyGoesOnWithIsRemovedAndEachByteProlongsIt() {
    String id = begin("old.csv", FILE.length);
    clock.advance(Duration.ofHours(23));
    uploads.append("admin", id, 0, new ByteArrayInputStream(part(0, 4)));
    clock.advance(Duration.ofHours(23));
    assertThat(uploads.get("admin", id).offset()).isEqualTo(4);

    clock.advance(Duration.ofHours(2));

    assertThatThrownBy(() -> uploads.get("admin", id))
        .hasMessageStartingWith("You have no unfinished upload");
  }

  @Test
  void anUploadWhoseBytesAreOnAnotherDiskIsToldSo() throws IOException {
    String id = begin("away.csv", FILE.length);
    Files.delete(settings.folder().resolve("partial-" + id));

    assertThat(code(patch(id, 0, FILE))).isEqualTo("UPLOAD_GONE");
    assertThat(api.get("/api/v1/uploads/" + id, token).status()).isEqualTo(410);
  }

  @Test
  void whileARequestHoldsAnUploadAnotherOneWaits() throws IOException {
    String id = begin("held.csv", FILE.length);
    try (PartialFile held = PartialFile.open(settings.folder().resolve("partial-" + id))) {
      MockHttpServletResponse answer = patch(id, held.size(), FILE);
      assertThat(answer.getStatus()).isEqualTo(423);
      assertThat(code(answer)).isEqualTo("UPLOAD_BUSY");
    }
    assertThat(patch(id, 0, FILE).getStatus()).isEqualTo(204);
  }

  @Test
  void aBadBeginningSaysWhatIsExpected() {
    assertThat(create("-3", "filename YS5jc3Y=", null).getStatus()).isEqualTo(400);
    assertThat(create("x", "", null).getStatus()).isEqualTo(400);
    assertThat(code(create("5", "filename ???", null))).isEqualTo("INVALID_REQUEST");
    assertThat(code(create("5", "filename Li4vYQ==", null))).isEqualTo("DATASET_INVALID_NAME");
    assertThat(code(create("99999999999999", "", null))).isEqualTo("DATASET_TOO_LARGE");
    assertThat(code(create("5", "", "0.2.2"))).isEqualTo("UPLOAD_PROTOCOL");
    // Three of 20 GB are more than the 50 GB of all together.
    create("20000000000", "", null);
    create("20000000000", "", null);
    assertThat(code(create("20000000000", "", null))).isEqualTo("DATASET_QUOTA_EXCEEDED");
  }

  @Test
  void aBadSourceNamesItsField() {
    assertThat(api.post("/api/v1/datasets", token, Map.of()).code())
        .isEqualTo("DATASET_INVALID_SOURCE");
    assertThat(
            api.post(
                    "/api/v1/datasets",
                    token,
                    Map.of("source", Map.of("kind", "uploads", "ids", List.of())))
                .code())
        .isEqualTo("DATASET_INVALID_SOURCE");
    assertThat(
            api.post("/api/v1/datasets", token, Map.of("source", Map.of("kind", "tape")))
                .text("advice"))
        .startsWith("Use one of: uploads");
    assertThat(finish("no-such-upload").status()).isEqualTo(404);
    // Nothing is allowed unless an operator says so.
    assertThat(
            api.post(
                    "/api/v1/datasets",
                    token,
                    Map.of("source", Map.of("kind", "url", "url", "http://127.0.0.1/a.csv")))
                .code())
        .isEqualTo("DATASET_SOURCE_NOT_ALLOWED");
    assertThat(
            api.post(
                    "/api/v1/datasets",
                    token,
                    Map.of(
                        "source",
                        Map.of("kind", "postgres", "connection", "a", "query", "select 1")))
                .code())
        .isEqualTo("DATASET_SOURCE_NOT_ALLOWED");
  }

  private Api.Answer finish(String id) {
    return api.post("/api/v1/datasets", token, Map.of("source", source(id)));
  }

  private Api.Answer finish(String id, Map<String, Object> spec) {
    return api.post("/api/v1/datasets", token, Map.of("source", source(id), "spec", spec));
  }

  private static Map<String, Object> source(String id) {
    return Map.of("kind", "uploads", "ids", List.of(id));
  }

  private String begin(String name, int length) {
    MockHttpServletResponse answer =
        create(
            Integer.toString(length),
            "filename "
                + java.util.Base64.getEncoder()
                    .encodeToString(name.getBytes(StandardCharsets.UTF_8)),
            "1.0.0");
    assertThat(answer.getStatus()).isEqualTo(201);
    return Objects.requireNonNull(answer.getHeader("Location")).replaceFirst(".*/", "");
  }

  private MockHttpServletResponse create(
      String length, String metadata, @org.jspecify.annotations.Nullable String version) {
    MockHttpServletRequestBuilder request =
        request(HttpMethod.POST, "/api/v1/uploads")
            .header("Upload-Length", length)
            .header("Upload-Metadata", metadata);
    if (version != null) {
      request.header("Tus-Resumable", version);
    }
    return send(request, token);
  }

  private MockHttpServletResponse patch(String id, long offset, byte[] bytes) {
    return send(
        request(HttpMethod.PATCH, "/api/v1/uploads/" + id)
            .header("Upload-Offset", offset)
            .contentType("application/offset+octet-stream")
            .content(bytes),
        token);
  }

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request, String bearer) {
    try {
      return mvc.perform(request.header("Authorization", "Bearer " + bearer))
          .andReturn()
          .getResponse();
    } catch (Exception e) {
      throw new AssertionError("the request ended in an exception", e);
    }
  }

  private static String code(MockHttpServletResponse response) {
    return JsonMapper.shared()
        .readTree(response.getContentAsByteArray())
        .path("code")
        .asString("none");
  }

  private static byte[] part(int from, int to) {
    return java.util.Arrays.copyOfRange(FILE, from, to);
  }

  private List<Path> partialFiles() throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(settings.folder())) {
      return files.filter(f -> f.getFileName().toString().startsWith("partial-")).toList();
    }
  }
}
