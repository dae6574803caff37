package io.tributary.platform.dataset.web;

import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The header {@code Upload-Metadata}: pairs of a key and a value in base64, between commas. */
final class UploadMetadata {
  private UploadMetadata() {}

  /** The value of a key; null where there is none. */
  static @Nullable String value(String metadata, String key) {
    for (String pair : metadata.split(",", -1)) {
      String[] parts = pair.strip().split(" ", 2);
      if (parts[0].equals(key) && parts.length == 2) {
        try {
          return new String(Base64.getDecoder().decode(parts[1].strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          throw new PlatformException(
              ErrorCode.INVALID_REQUEST,
              "The %s in Upload-Metadata is not base64.".formatted(key),
              "Send: Upload-Metadata: %s BASE64, made with: printf VALUE | base64.".formatted(key));
        }
      }
    }
    return null;
  }
}
