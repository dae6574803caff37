package io.tributary.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One prediction per row, in the order of the rows. */
public record Predictions(List<Prediction> predictions) {

  /**
   * @param label the predicted class; only for classification
   * @param probabilities by class, where the loss gives any (hinge does not), or by component of a
   *     mixture
   * @param value the predicted number, for regression and ratings; for choices a score, of which
   *     only the order means something
   * @param cluster the nearest cluster or the most probable component, from 0; only for clustering
   * @param distances to the centre of each cluster of k-means, in the unit of the model's inputs
   * @param scores lengths along the components; only for an embedding
   * @param items recommended to the row's user, best first; only where the row names no item
   * @param id what the row gave in the column that tells rows apart, as it was given; null where it
   *     gave nothing
   */
  public record Prediction(
      @Nullable String label,
      @Nullable Map<String, Double> probabilities,
      @Nullable Double value,
      @Nullable Integer cluster,
      @Nullable List<Double> distances,
      @Nullable List<Double> scores,
      @Nullable List<Item> items,
      @Nullable Object id) {

    /**
     * An item and what the user would think of it.
     *
     * @param item as the data call it
     * @param value as of a row that names both
     */
    public record Item(String item, double value) {}

    /** Of a row without a name, by a model without labels. */
    public Prediction(
        @Nullable String label,
        @Nullable Map<String, Double> probabilities,
        @Nullable Double value,
        @Nullable Integer cluster,
        @Nullable List<Double> distances,
        @Nullable List<Double> scores) {
      this(label, probabilities, value, cluster, distances, scores, null, null);
    }

    /** Of a row without a name, by a model that learnt from labels. */
    public Prediction(
        @Nullable String label,
        @Nullable Map<String, Double> probabilities,
        @Nullable Double value) {
      this(label, probabilities, value, null, null, null, null, null);
    }

    /** Items for a user. */
    public static Prediction recommending(List<Item> items) {
      return new Prediction(null, null, null, null, null, null, items, null);
    }

    /** The same prediction of the row that the user calls {@code other}. */
    public Prediction of(@Nullable Object other) {
      return new Prediction(label, probabilities, value, cluster, distances, scores, items, other);
    }
  }
}
