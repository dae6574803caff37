package io.tributary.client.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Factors of rows by their class; in a document the word {@code balanced}, or a mapping of labels
 * to numbers.
 *
 * @param byLabel factors of the labels that are named, 1 for the others; null for {@code balanced}:
 *     every class counts as much as every other, whatever its number of rows
 */
public record ClassWeights(@Nullable Map<String, Double> byLabel) {
  public static final String BALANCED = "balanced";

  public ClassWeights {
    byLabel = byLabel == null ? null : Map.copyOf(byLabel);
  }

  /** Reads what {@link #document()} writes. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ClassWeights of(Object document) {
    if (!(document instanceof Map<?, ?> map)) {
      return new ClassWeights(null);
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    map.forEach((label, weight) -> weights.put((String) label, ((Number) weight).doubleValue()));
    return new ClassWeights(weights);
  }

  @JsonValue
  Object document() {
    return byLabel == null ? BALANCED : byLabel;
  }
}
