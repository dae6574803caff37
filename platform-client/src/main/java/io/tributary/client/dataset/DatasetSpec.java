package io.tributary.client.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code spec} part of an upload. Everything but the name may be left to sniffing.
 *
 * @param format {@code csv}, {@code tsv}, {@code jsonl}, {@code arff}, {@code parquet}, {@code
 *     npy}, {@code libsvm}, {@code idx}, {@code images}; null means: look at the file
 * @param header whether the first line of a CSV file names the columns
 * @param delimiter one character, or {@code tab}, {@code space}
 * @param columns overrides by column name; columns not named here keep what was sniffed
 */
public record DatasetSpec(
    String name,
    @Nullable String format,
    @Nullable Boolean header,
    @Nullable String delimiter,
    @Nullable List<ColumnSpec> columns) {

  public static DatasetSpec named(String name) {
    return new DatasetSpec(name, null, null, null, null);
  }
}
