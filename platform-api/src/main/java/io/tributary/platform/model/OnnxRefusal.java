package io.tributary.platform.model;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;

/** The answer where ONNX cannot say what a model does. */
final class OnnxRefusal {
  private OnnxRefusal() {}

  /**
   * @param reason the rest of the sentence "The model cannot be written as ONNX: ..."
   */
  static PlatformException because(String reason) {
    return new PlatformException(
        ErrorCode.INVALID_CONTENT,
        "The model cannot be written as ONNX: %s.".formatted(reason),
        "Use format=native; docs/model-format.md describes it.",
        List.of(new Violation("format", reason, "Use native.")));
  }
}
