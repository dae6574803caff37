package io.tributary.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * How a classification learns from rows without a label: where the model is sure of a class, the
 * row is trained on as if it had that label. The objective is the mean loss of the rows with a
 * label plus {@code weight} times the mean over the rows without one, in which those that the model
 * is not sure of count as 0.
 *
 * <p>Without views: pseudo-labels (Lee, "Pseudo-Label: The Simple and Efficient Semi-Supervised
 * Learning Method for Deep Neural Networks", ICML workshop 2013). With views: a class found in a
 * weakly changed row is the label of a strongly changed one (Sohn et al., "FixMatch: Simplifying
 * Semi-Supervised Learning with Consistency and Confidence", NeurIPS 2020, equations 3 and 4).
 *
 * @param labelledRows training rows with a label, at least 1
 * @param unlabelledRows training rows without one
 * @param weight at least 0; at 0 rows without a label are not looked at
 * @param firstConfidence probability from which on the model is sure, in the first epoch that uses
 *     rows without a label
 * @param confidence the same in the last epoch; between the two in a straight line
 * @param warmupEpochs first epochs, in which rows without a label are not looked at
 * @param views null for pseudo-labels
 */
public record SemiSupervised(
    long labelledRows,
    long unlabelledRows,
    float weight,
    float firstConfidence,
    float confidence,
    int warmupEpochs,
    @Nullable Views views) {
  public SemiSupervised {
    if (labelledRows < 1
        || unlabelledRows < 0
        || !(weight >= 0)
        || !(firstConfidence >= 0 && firstConfidence <= 1)
        || !(confidence >= 0 && confidence <= 1)
        || warmupEpochs < 0) {
      throw new IllegalArgumentException(
          "semi-supervised with %d and %d rows, weight %s, confidence %s to %s after %d epochs"
              .formatted(
                  labelledRows, unlabelledRows, weight, firstConfidence, confidence, warmupEpochs));
    }
  }

  /**
   * How rows are changed.
   *
   * @param noise standard deviation of what is added to each input of the strong view; uniform
   * @param mask share of the inputs of the strong view that become 0
   * @param shift pixels by which the strong view of an image is moved at most, in each direction;
   *     the weak view, which rows with a label are seen in too, by half as many; 0 for rows that
   *     are no images
   */
  public record Views(float noise, float mask, int shift) {}

  /** Whether rows without a label are looked at in {@code epoch}, from 0. */
  public boolean looksIn(int epoch) {
    return weight > 0 && unlabelledRows > 0 && epoch >= warmupEpochs;
  }

  /**
   * Probability from which on the model is sure.
   *
   * @param epochs of the whole job
   */
  public double confidenceIn(int epoch, int epochs) {
    int span = epochs - 1 - warmupEpochs;
    double at = span < 1 ? 1 : Math.clamp((epoch - warmupEpochs) / (double) span, 0, 1);
    return firstConfidence + at * ((double) confidence - firstConfidence);
  }

  /** Factor of a labelled row's gradient, where a step divides by all of its rows. */
  public float labelledFactor() {
    return (float) ((labelledRows + unlabelledRows) / (double) labelledRows);
  }

  /** Factor of the gradient of a row without a label. */
  public float unlabelledFactor() {
    return (float) (weight * (labelledRows + unlabelledRows) / (double) unlabelledRows);
  }
}
