package io.tributary.platform.job;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The last job of a page: the next page begins after it. Opaque text for clients. */
record JobCursor(Instant createdAt, UUID id) {

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.US_ASCII));
  }

  static JobCursor parse(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", 2);
      return new JobCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    } catch (IllegalArgumentException
        | DateTimeException
        | ArrayIndexOutOfBoundsException unreadable) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "The cursor \"%s\" is not one that this list gave out.".formatted(text),
          "Leave cursor out for the first page, then pass nextCursor of the page before.",
          List.of(
              new Violation(
                  "cursor",
                  "\"%s\" is not a cursor".formatted(text),
                  "Pass nextCursor of the page before.")));
    }
  }
}
