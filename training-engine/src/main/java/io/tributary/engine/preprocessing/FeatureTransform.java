package io.tributary.engine.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How one raw column becomes {@code width()} inputs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FeatureTransform.Standardize.class, name = "standardize"),
  @JsonSubTypes.Type(value = FeatureTransform.OneHot.class, name = "one-hot"),
  @JsonSubTypes.Type(value = FeatureTransform.ScaleBytes.class, name = "scale-bytes")
})
public sealed interface FeatureTransform {
  String column();

  int width();

  /**
   * {@code ((x or impute) - mean) / scale}; {@code scale} is never 0. Without standardisation mean
   * is 0 and scale 1.
   *
   * @param impute stands in for a missing value: the mean of the training rows
   */
  record Standardize(String column, double impute, double mean, double scale)
      implements FeatureTransform {
    @Override
    public int width() {
      return 1;
    }
  }

  /** One input per category seen in training; a missing or unseen value gives zeros. */
  record OneHot(String column, List<String> categories) implements FeatureTransform {
    public OneHot {
      categories = List.copyOf(categories);
    }

    @Override
    public int width() {
      return categories.size();
    }
  }

  /** {@code byte / 255}: pixels to 0..1. */
  record ScaleBytes(String column, int width) implements FeatureTransform {}
}
