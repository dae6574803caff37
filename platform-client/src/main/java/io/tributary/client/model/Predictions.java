package io.tributary.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One prediction per row, in the order of the rows. */
public record Predictions(List<Prediction> predictions) {

  /**
   * @param label the predicted class; null for regression
   * @param probabilities by class; null for regression, and where the loss (hinge) gives none
   * @param value the predicted number; null for classification
   */
  public record Prediction(
      @Nullable String label,
      @Nullable Map<String, Double> probabilities,
      @Nullable Double value) {}
}
