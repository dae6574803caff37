package io.tributary.platform.dataset;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A multipart upload as a client writes it on the wire. */
final class Upload {
  private static final String BOUNDARY = "line-between-parts";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable String key;
  private boolean cut;

  static Upload of() {
    return new Upload();
  }

  static Upload csv(String fileName, String content) {
    return of().file(fileName, content.getBytes(StandardCharsets.UTF_8));
  }

  Upload file(String fileName, byte[] content) {
    return part("name=\"file\"; filename=\"" + fileName + "\"", content);
  }

  Upload spec(String json) {
    return part("name=\"spec\"", json.getBytes(StandardCharsets.UTF_8));
  }

  Upload key(String idempotencyKey) {
    key = idempotencyKey;
    return this;
  }

  /** The body ends without its closing boundary. */
  Upload cut() {
    cut = true;
    return this;
  }

  Upload part(String disposition, byte[] content) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
    body.writeBytes(content);
    write("\r\n");
    return this;
  }

  Answer send(MockMvc mvc, String token) {
    return sendTo("/api/v1/datasets", mvc, token);
  }

  Answer sendTo(String path, MockMvc mvc, String token) {
    if (!cut) {
      write("--" + BOUNDARY + "--\r\n");
    }
    try {
      var request =
          post(path)
              .header("Authorization", "Bearer " + token)
              .contentType("multipart/form-data; boundary=" + BOUNDARY)
              .content(body.toByteArray());
      if (key != null) {
        request.header("Idempotency-Key", key);
      }
      var response = mvc.perform(request).andReturn().getResponse();
      return new Answer(
          response.getStatus(), JsonMapper.shared().readTree(response.getContentAsByteArray()));
    } catch (Exception e) {
      throw new AssertionError("the upload ended in an exception", e);
    }
  }

  record Answer(int status, JsonNode body) {
    String text(String property) {
      return body.path(property).asString("");
    }

    /** Fields of all violations. */
    java.util.List<String> fields() {
      return body.path("violations").valueStream().map(v -> v.path("field").asString()).toList();
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
