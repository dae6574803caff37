package io.tributary.client.cli;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said about the files of a data set. */
final class SpecOptions {
  @Option(names = "--name", description = "Name of the data set; found out where not given.")
  private @Nullable String name;

  @Option(
      names = "--format",
      description = "csv, tsv, jsonl, arff, libsvm, parquet, npy, idx or images.")
  private @Nullable String format;

  @Option(names = "--delimiter", description = "One character, or tab, or space.")
  private @Nullable String delimiter;

  @Option(names = "--no-header", description = "The first line is data, not names.")
  private boolean headerless;

  @Option(names = "--label", paramLabel = "COLUMN", description = "The column to be predicted.")
  private @Nullable String label;

  /**
   * @param usual name where none is given
   */
  DatasetSpec spec(String usual) {
    List<ColumnSpec> columns = label == null ? null : List.of(new ColumnSpec(label, null, "label"));
    return new DatasetSpec(
        name == null ? usual : name, format, headerless ? Boolean.FALSE : null, delimiter, columns);
  }
}
