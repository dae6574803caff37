package io.tributary.engine.preprocessing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one place knows of its training rows, so that a preprocessing can be fitted to the rows of
 * several places and none of them has to leave its own. Immutable.
 *
 * @param rows training rows
 * @param features one per feature, in order
 * @param target of the label; null where there is none
 * @param weight of the rows' weights; null where all count alike
 */
public record PreprocessingSums(
    long rows,
    List<ColumnSums> features,
    @Nullable ColumnSums target,
    @Nullable MomentSums weight) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public PreprocessingSums {
    features = List.copyOf(features);
  }

  /**
   * The same without what fewer than {@code least} rows have in common: such a text could tell who
   * is behind a row. As a feature it is a text never seen. Throws {@code IllegalArgumentException},
   * which names no value, where the label has such a class.
   */
  public PreprocessingSums withoutRare(long least) {
    if (rows < least) {
      throw new IllegalArgumentException(
          "%d training rows are fewer than the %d of which sums may be told"
              .formatted(rows, least));
    }
    if (target != null) {
      long rare =
          switch (target) {
            case ColumnSums.Texts texts -> rare(texts.rows(), least);
            case ColumnSums.NumberClasses numbers -> rare(numbers.rows(), least);
            case ColumnSums.Numbers numbers -> 0;
            case ColumnSums.Times times -> 0;
            case ColumnSums.Pixels pixels -> 0;
          };
      if (rare > 0) {
        throw new IllegalArgumentException(
            "the label %s has classes (%d) with fewer than the %d rows that may be told"
                .formatted(target.column(), rare, least));
      }
    }
    return new PreprocessingSums(
        rows, features.stream().map(sums -> frequent(sums, least)).toList(), target, weight);
  }

  private static long rare(SortedMap<?, Long> rows, long least) {
    return rows.values().stream().filter(count -> count < least).count();
  }

  private static ColumnSums frequent(ColumnSums sums, long least) {
    if (sums instanceof ColumnSums.Texts texts) {
      SortedMap<String, Long> kept = new TreeMap<>(texts.rows());
      kept.values().removeIf(count -> count < least);
      return new ColumnSums.Texts(texts.column(), kept);
    }
    return sums;
  }

  /** One line of JSON. */
  public String toJson() {
    return MAPPER.writeValueAsString(this);
  }

  /** The sums in {@code json}. Throws {@code IllegalArgumentException} where it has none. */
  public static PreprocessingSums fromJson(String json) {
    try {
      return MAPPER.readValue(json, PreprocessingSums.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "not the sums of a preprocessing: " + e.getOriginalMessage(), e);
    }
  }
}
