package io.tributary.platform.job;

import io.tributary.platform.job.IdempotencyKeys.Key;
import io.tributary.platform.job.spec.SpecDocument;
import io.tributary.platform.job.spec.SpecDocument.Notation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A document as it arrived.
 *
 * @param tree what it says
 * @param digest SHA-256 of path and bytes, hexadecimal
 */
record JobDocument(JsonNode tree, String digest) {
  private static final int LARGEST = 1 << 20;

  /** Reads the whole body; throws {@code MALFORMED_DOCUMENT} where it is neither JSON nor YAML. */
  static JobDocument read(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "The document is larger than %d bytes.".formatted(LARGEST),
          "A job spec is a page of text; send the data as a data set.");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    JsonNode tree = SpecDocument.parse(text, Notation.of(request.getContentType()));
    MessageDigest digest = sha256();
    digest.update((request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
    return new JobDocument(tree, HexFormat.of().formatHex(digest.digest(bytes)));
  }

  /** The key under which this request may be repeated; null where none was sent. */
  @Nullable Key key(String user, @Nullable String header) {
    return header == null ? null : new Key(user, header, digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
