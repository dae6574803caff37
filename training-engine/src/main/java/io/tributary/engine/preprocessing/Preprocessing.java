package io.tributary.engine.preprocessing;

import java.util.List;

/**
 * A fitted preprocessing: for each raw column how it becomes inputs, and how the label becomes a
 * target. Immutable.
 *
 * @param features one per raw column used, in order; their widths add up to the model's inputs
 * @param target how the label column becomes a class or a number
 */
public record Preprocessing(List<FeatureTransform> features, TargetTransform target) {
  public Preprocessing {
    features = List.copyOf(features);
  }

  /** Number of model inputs. */
  public int inputs() {
    return features.stream().mapToInt(FeatureTransform::width).sum();
  }

  /**
   * Whether rows become {@link InputRows.Sparse}: where one of their columns is sparse, or has so
   * many categories that nearly all of its inputs are zero.
   */
  public boolean sparse() {
    return features.stream().anyMatch(Preprocessing::sparse);
  }

  private static boolean sparse(FeatureTransform feature) {
    return switch (feature) {
      case FeatureTransform.ScaleSparse sparse -> true;
      case FeatureTransform.OneHot oneHot -> oneHot.width() > FeatureTransform.OneHot.MOST_DENSE;
      case FeatureTransform.Standardize standardize -> false;
      case FeatureTransform.ScaleBytes bytes -> false;
    };
  }

  /** Number of model outputs: classes, or 1 for regression. */
  public int outputs() {
    return target.outputs();
  }
}
