package io.tributary.engine.preprocessing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fitted preprocessing: for each raw column how it becomes inputs, and how the label becomes a
 * target. Immutable.
 *
 * @param features one per raw column used, in order; their widths add up to the model's inputs
 * @param target how the label column becomes a class or a number
 * @param weight how much a row counts; null where all count alike
 * @param id the column that tells rows apart for the user, and is no input; null where none does
 */
public record Preprocessing(
    List<FeatureTransform> features,
    TargetTransform target,
    @Nullable RowWeight weight,
    @Nullable String id) {
  public Preprocessing {
    features = List.copyOf(features);
  }

  /** Rows that all count alike and have no name. */
  public Preprocessing(List<FeatureTransform> features, TargetTransform target) {
    this(features, target, null, null);
  }

  /** The same with another column that tells rows apart. */
  public Preprocessing identifiedBy(@Nullable String column) {
    return new Preprocessing(features, target, weight, column);
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
      case FeatureTransform.Entity entity -> true;
      case FeatureTransform.Words words -> true;
      case FeatureTransform.Standardize standardize -> false;
      case FeatureTransform.DateParts parts -> false;
      case FeatureTransform.ScaleBytes bytes -> false;
    };
  }

  /** Number of model outputs: classes, or 1 for regression. */
  public int outputs() {
    return target.outputs();
  }
}
