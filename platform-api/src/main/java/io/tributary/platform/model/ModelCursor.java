package io.tributary.platform.model;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The last model of a page: the next page begins after it. Opaque text for clients. */
record ModelCursor(Instant createdAt, UUID id) {

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.US_ASCII));
  }

  /** Throws INVALID_REQUEST where the list did not give {@code text} out. */
  static ModelCursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      int space = plain.indexOf(' ');
      if (space >= 0) {
        return new ModelCursor(
            Instant.parse(plain.substring(0, space)), UUID.fromString(plain.substring(space + 1)));
      }
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      // Answered below, like a text without a space.
    }
    throw new PlatformException(
        ErrorCode.INVALID_REQUEST,
        "The cursor '%s' is not one that this list gave out.".formatted(text),
        "Leave cursor out for the first page, then pass nextCursor of the page before.",
        List.of(new Violation("cursor", "is not a cursor", "Pass nextCursor of a page.")));
  }
}
