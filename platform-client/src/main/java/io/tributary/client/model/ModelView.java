package io.tributary.client.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model: a promoted checkpoint.
 *
 * @param stage {@code none}, {@code staging}, {@code production}, {@code archived}
 * @param notes what people say about it; may be empty
 * @param provenance what it takes to compute the model again
 */
public record ModelView(
    String id,
    String name,
    int version,
    String stage,
    String notes,
    String jobId,
    String jobName,
    long step,
    String task,
    @Nullable String label,
    List<InputColumn> inputs,
    List<String> classes,
    Map<String, Object> metrics,
    String parametersDigest,
    Map<String, Object> provenance,
    Instant createdAt,
    String createdBy) {

  /**
   * A raw column that a prediction wants.
   *
   * @param values that training saw, where they are categories and at most 1000
   */
  public record InputColumn(String name, String type, int width, List<String> values) {}
}
