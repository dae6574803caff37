package io.tributary.client.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are kept out of training; in a document a number (a share of the rows, at random), or
 * a mapping.
 *
 * @param type {@value #RANDOM}, {@value #STRATIFIED} (of each value of the column alike), {@value
 *     #TIME} (the rows with the largest values of the column), {@value #GROUP} (all rows with one
 *     value of the column, or none) or {@value #FOLD}
 * @param share of the rows, 0 to 0.9; null for {@value #FOLD}
 * @param column that decides; null for {@value #RANDOM} and {@value #FOLD}
 * @param folds of {@value #FOLD}: parts of the rows, of which one is kept out
 * @param fold of {@value #FOLD}: which one, from 1
 */
public record Holdout(
    String type,
    @Nullable Double share,
    @Nullable String column,
    @Nullable Integer folds,
    @Nullable Integer fold) {
  public static final String RANDOM = "random";
  public static final String STRATIFIED = "stratified";
  public static final String TIME = "time";
  public static final String GROUP = "group";
  public static final String FOLD = "fold";

  /** The largest number of folds. */
  public static final int MOST_FOLDS = 100;

  /** A share of the rows, at random. */
  public static Holdout random(double share) {
    return new Holdout(RANDOM, share, null, null, null);
  }

  /** Reads what {@link #document()} writes. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Holdout of(Object document) {
    return document instanceof Map<?, ?> map
        ? new Holdout(
            map.get("type") instanceof String type ? type : RANDOM,
            map.get("share") instanceof Number share ? Double.valueOf(share.doubleValue()) : null,
            map.get("column") instanceof String column ? column : null,
            map.get("folds") instanceof Number folds ? Integer.valueOf(folds.intValue()) : null,
            map.get("fold") instanceof Number fold ? Integer.valueOf(fold.intValue()) : null)
        : random(((Number) document).doubleValue());
  }

  /** As a document has it: a number for a share at random, else a mapping. */
  @JsonValue
  public Object document() {
    if (type.equals(RANDOM) && share != null) {
      return share;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", type);
    put(document, "share", share);
    put(document, "column", column);
    put(document, "folds", folds);
    put(document, "fold", fold);
    return document;
  }

  private static void put(Map<String, Object> document, String key, @Nullable Object value) {
    if (value != null) {
      document.put(key, value);
    }
  }
}
