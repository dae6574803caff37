package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Rows with a sparse column among them as compressed sparse rows: the other columns add their
 * inputs that are not zero. Nothing of the size rows x inputs is ever made. Thread-safe.
 */
record SparseInputs(Preprocessing preprocessing, int inputs) {

  /** Takes one input after the other, row by row within a column. */
  private interface Entries {
    void add(int row, int place, float value);
  }

  InputRows.Sparse of(Table table) {
    int[] offsets = new int[table.rows() + 1];
    eachEntry(table, (row, place, value) -> offsets[row + 1] = Math.addExact(offsets[row + 1], 1));
    for (int row = 0; row < table.rows(); row++) {
      offsets[row + 1] = Math.addExact(offsets[row + 1], offsets[row]);
    }
    int[] next = offsets.clone();
    int[] places = new int[offsets[table.rows()]];
    float[] values = new float[places.length];
    // Columns come in the order of their inputs, so each row's places ascend.
    eachEntry(
        table,
        (row, place, value) -> {
          int at = next[row]++;
          places[at] = place;
          values[at] = value;
        });
    return new InputRows.Sparse(inputs, offsets, places, values);
  }

  private void eachEntry(Table table, Entries entries) {
    int first = 0;
    for (FeatureTransform transform : preprocessing.features()) {
      add(transform, Columns.named(table, transform.column()), first, entries);
      first += transform.width();
    }
  }

  private static void add(FeatureTransform transform, Column column, int first, Entries entries) {
    switch (transform) {
      case FeatureTransform.Standardize numbers ->
          add(numbers, Columns.numeric(column).values(), first, entries);
      case FeatureTransform.OneHot oneHot ->
          add(oneHot, Columns.categorical(column), first, entries);
      case FeatureTransform.Entity entity -> add(entity, column, first, entries);
      case FeatureTransform.Words words -> add(words, Columns.categorical(column), first, entries);
      case FeatureTransform.ScaleBytes bytes ->
          add(Columns.bytes(column, bytes.width()), first, entries);
      case FeatureTransform.DateParts parts -> add(parts, Columns.instants(column), first, entries);
      case FeatureTransform.ScaleSparse sparse -> add(sparse, column, first, entries);
    }
  }

  private static void add(
      FeatureTransform.Standardize transform, double[] values, int first, Entries entries) {
    for (int row = 0; row < values.length; row++) {
      float input = transform.input(values[row]);
      if (input != 0) {
        entries.add(row, first, input);
      }
    }
  }

  private static void add(
      FeatureTransform.OneHot transform, Column.Categorical column, int first, Entries entries) {
    int[] position = PreprocessingApplier.positions(column.dictionary(), transform.categories());
    for (int row = 0; row < column.rows(); row++) {
      int code = column.codes()[row];
      if (code >= 0 && position[code] >= 0) {
        entries.add(row, first + position[code], 1);
      }
    }
  }

  private static void add(
      FeatureTransform.Entity transform, Column column, int first, Entries entries) {
    int[] position = Entities.positions(column, transform.names());
    for (int row = 0; row < position.length; row++) {
      if (position[row] >= 0) {
        entries.add(row, first + position[row], 1);
      }
    }
  }

  private static void add(
      FeatureTransform.Words transform, Column.Categorical column, int first, Entries entries) {
    HashedWords hashing = transform.hashing();
    float[] weights = transform.weightOf();
    List<Map<Integer, Integer>> counts =
        new ArrayList<>(Collections.nCopies(column.dictionary().size(), Map.of()));
    for (int row = 0; row < column.rows(); row++) {
      int code = column.codes()[row];
      if (code < 0) {
        continue;
      }
      if (counts.get(code).isEmpty()) {
        counts.set(code, hashing.counts(column.dictionary().get(code)));
      }
      double square = 0;
      for (Map.Entry<Integer, Integer> met : counts.get(code).entrySet()) {
        double value = (double) met.getValue() * weights[met.getKey()];
        square += value * value;
      }
      double length = Math.sqrt(square);
      for (Map.Entry<Integer, Integer> met : counts.get(code).entrySet()) {
        double value = (double) met.getValue() * weights[met.getKey()];
        entries.add(row, first + met.getKey(), (float) (value / length));
      }
    }
  }

  private static void add(
      FeatureTransform.DateParts transform, Column.Instants column, int first, Entries entries) {
    for (int row = 0; row < column.rows(); row++) {
      float[] inputs = new float[transform.width()];
      DateInputs.write(transform, column, row, inputs, 0);
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i] != 0) {
          entries.add(row, first + i, inputs[i]);
        }
      }
    }
  }

  private static void add(Column.Bytes column, int first, Entries entries) {
    for (int row = 0; row < column.rows(); row++) {
      for (int i = 0; i < column.width(); i++) {
        int value = column.values()[row * column.width() + i] & 0xFF;
        if (value != 0) {
          entries.add(row, first + i, value / PreprocessingApplier.BYTE_SCALE);
        }
      }
    }
  }

  /**
   * Rows of a prediction may have any indices, so those that training did not know are left out.
   */
  private static void add(
      FeatureTransform.ScaleSparse transform, Column column, int first, Entries entries) {
    Column.Sparse rows = Columns.sparse(column);
    float[] divisors = transform.divisorOf();
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = rows.offsets()[row]; i < rows.offsets()[row + 1]; i++) {
        int place = rows.indices()[i] - transform.first();
        if (place >= 0 && place < transform.width()) {
          double value = rows.values()[i];
          entries.add(
              row, first + place, (float) (divisors == null ? value : value / divisors[place]));
        }
      }
    }
  }
}
