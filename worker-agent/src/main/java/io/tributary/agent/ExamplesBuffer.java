package io.tributary.agent;

import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingApplier;
import io.tributary.engine.table.Table;
import java.util.ArrayList;
import java.util.List;

/** Collects a partition's rows, table by table, into one block of examples. Not thread-safe. */
final class ExamplesBuffer {
  private final Preprocessing preprocessing;
  private final PreprocessingApplier applier;
  private final List<Examples> parts = new ArrayList<>();

  ExamplesBuffer(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    this.applier = new PreprocessingApplier(preprocessing);
  }

  void add(Table table) {
    if (table.rows() > 0) {
      parts.add(applier.examples(table));
    }
  }

  Examples toExamples() {
    int inputs = preprocessing.inputs();
    int rows = parts.stream().mapToInt(Examples::rows).sum();
    float[] features = new float[Math.multiplyExact(rows, inputs)];
    float[] targets = new float[rows];
    int at = 0;
    for (Examples part : parts) {
      System.arraycopy(part.features(), 0, features, at * inputs, part.rows() * inputs);
      System.arraycopy(part.targets(), 0, targets, at, part.rows());
      at += part.rows();
    }
    return new Examples(rows, inputs, features, targets);
  }
}
