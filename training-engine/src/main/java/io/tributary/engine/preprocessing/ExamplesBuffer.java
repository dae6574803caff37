package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Table;
import java.util.ArrayList;
import java.util.List;

/** Collects a partition's rows, table by table, into one block of examples. Not thread-safe. */
public final class ExamplesBuffer {
  private final Preprocessing preprocessing;
  private final PreprocessingApplier applier;
  private final List<Examples> parts = new ArrayList<>();

  /**
   * @param unlabelled whether rows may lack a label
   */
  public ExamplesBuffer(Preprocessing preprocessing, boolean unlabelled) {
    this.preprocessing = preprocessing;
    this.applier = new PreprocessingApplier(preprocessing, unlabelled);
  }

  /** Takes the next rows. */
  public void add(Table table) {
    if (table.rows() > 0) {
      parts.add(applier.examples(table));
    }
  }

  /** All rows so far. */
  public Examples toExamples() {
    if (parts.isEmpty()) {
      return new Examples(0, preprocessing.inputs(), new float[0], new float[0]);
    }
    InputRows rows = InputRows.joined(parts.stream().map(Examples::inputRows).toList());
    float[] targets = new float[rows.rows()];
    float[] weights = new float[preprocessing.weight() == null ? 0 : rows.rows()];
    int at = 0;
    for (Examples part : parts) {
      System.arraycopy(part.targets(), 0, targets, at, part.rows());
      if (weights.length > 0) {
        System.arraycopy(part.weights(), 0, weights, at, part.rows());
      }
      at += part.rows();
    }
    return new Examples(rows, targets, weights);
  }
}
