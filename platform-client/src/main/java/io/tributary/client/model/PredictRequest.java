package io.tributary.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows to predict: raw column values by column name, as the user knows them.
 *
 * @param top how many items to recommend to a row that names a user and no item, 1 to 1000; null
 *     for 10
 */
public record PredictRequest(List<Map<String, @Nullable Object>> rows, @Nullable Integer top) {

  /** Rows, with ten items where items are recommended. */
  public PredictRequest(List<Map<String, @Nullable Object>> rows) {
    this(rows, null);
  }
}
