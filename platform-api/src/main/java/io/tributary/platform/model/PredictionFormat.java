package io.tributary.platform.model;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What predictions for a file are written as. */
public enum PredictionFormat {
  CSV("text/csv;charset=UTF-8"),
  JSONL("application/x-ndjson");

  private final String mediaType;

  PredictionFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Throws INVALID_CONTENT where no format has this name. */
  public static PredictionFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.INVALID_CONTENT,
                    "There is no format '%s' of predictions.".formatted(name),
                    "Use format=csv or format=jsonl.",
                    List.of(new Violation("format", "is unknown", "Use csv or jsonl."))));
  }

  public String mediaType() {
    return mediaType;
  }
}
