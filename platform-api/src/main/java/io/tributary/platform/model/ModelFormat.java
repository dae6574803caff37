package io.tributary.platform.model;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Files that models leave the platform as. */
public enum ModelFormat {
  /** Parameters and the whole plan, described in {@code docs/model-format.md}. */
  NATIVE("zip", "application/zip"),
  /** A graph from raw columns to predictions, for other runtimes. */
  ONNX("onnx", "application/octet-stream");

  private final String ending;
  private final String mediaType;

  ModelFormat(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  /** Throws INVALID_CONTENT where no format has this name. */
  public static ModelFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.INVALID_CONTENT,
                    "There is no format '%s' of models.".formatted(name),
                    "Use format=native or format=onnx.",
                    List.of(new Violation("format", "is unknown", "Use native or onnx."))));
  }

  /** Of file names, without the dot. */
  public String ending() {
    return ending;
  }

  public String mediaType() {
    return mediaType;
  }
}
