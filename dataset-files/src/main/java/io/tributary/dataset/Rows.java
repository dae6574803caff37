package io.tributary.dataset;

import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of one upload in one format. They are read twice, once to learn what the columns hold
 * and once to store; each reading hands on and rejects the same rows.
 */
public sealed interface Rows
    permits AppendedRows, CsvRows, JsonRows, LibsvmRows, ArffRows, NpyRows, ParquetRows, ImageRows {
  /** The format's name in a spec: {@code csv}, {@code jsonl}, ... */
  String format();

  /** The files, in a sentence. */
  String label();

  /**
   * The columns. Complete once all rows were read; formats without header find further ones while
   * they are read, and these come last.
   */
  List<InputColumn> columns();

  /**
   * Reads all rows in the order of the files. Throws {@code FileException} where a file cannot be
   * read to its end.
   */
  void read(Consumer<Row> rows, Rejects rejects);
}
