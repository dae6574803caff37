package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns raw rows into what a model sees. Training, evaluation and prediction use this one code.
 * Thread-safe.
 */
public final class PreprocessingApplier {
  static final float BYTE_SCALE = 255f;

  private final Preprocessing preprocessing;
  private final int inputs;
  private final boolean unlabelled;

  /** For rows that all have a label, or none that anybody asks for. */
  public PreprocessingApplier(Preprocessing preprocessing) {
    this(preprocessing, false);
  }

  /**
   * @param unlabelled whether rows may lack a label: their targets are NaN
   */
  public PreprocessingApplier(Preprocessing preprocessing, boolean unlabelled) {
    this.unlabelled = unlabelled;
    this.preprocessing = preprocessing;
    this.inputs = preprocessing.inputs();
  }

  /**
   * Rows with their targets. Throws {@code IllegalArgumentException} where a column is absent or of
   * another kind, or a label is missing where rows may not lack one, or was not among the fitted
   * classes, or a weight is missing or negative.
   */
  public Examples examples(Table table) {
    return new Examples(inputRows(table), targets(table), weights(table));
  }

  /** Inputs only, for prediction; owned by the caller. */
  public InputRows inputRows(Table table) {
    return preprocessing.sparse()
        ? new SparseInputs(preprocessing, inputs).of(table)
        : new InputRows.Dense(table.rows(), inputs, features(table));
  }

  /**
   * Inputs of dense rows as a matrix of shape [rows, inputs], row-major; owned by the caller.
   * Throws {@code IllegalStateException} where a column is sparse.
   */
  public float[] features(Table table) {
    float[] features = new float[Math.multiplyExact(table.rows(), inputs)];
    int first = 0;
    for (FeatureTransform transform : preprocessing.features()) {
      write(transform, Columns.named(table, transform.column()), features, first);
      first += transform.width();
    }
    return features;
  }

  private void write(FeatureTransform transform, Column column, float[] features, int first) {
    switch (transform) {
      case FeatureTransform.Standardize standardize ->
          write(standardize, Columns.numeric(column).values(), features, first);
      case FeatureTransform.OneHot oneHot ->
          write(oneHot, Columns.categorical(column), features, first);
      case FeatureTransform.DateParts parts ->
          write(parts, Columns.instants(column), features, first);
      case FeatureTransform.ScaleBytes scaleBytes ->
          write(Columns.bytes(column, scaleBytes.width()), features, first);
      case FeatureTransform.Entity entity ->
          throw new IllegalStateException("column %s as a matrix".formatted(entity.column()));
      case FeatureTransform.Words words ->
          throw new IllegalStateException("column %s as a matrix".formatted(words.column()));
      case FeatureTransform.ScaleSparse sparse ->
          throw new IllegalStateException("column %s as a matrix".formatted(sparse.column()));
    }
  }

  private void write(
      FeatureTransform.Standardize transform, double[] values, float[] features, int first) {
    for (int row = 0; row < values.length; row++) {
      features[row * inputs + first] = transform.input(values[row]);
    }
  }

  private void write(
      FeatureTransform.OneHot transform, Column.Categorical column, float[] features, int first) {
    int[] position = positions(column.dictionary(), transform.categories());
    for (int row = 0; row < column.rows(); row++) {
      int code = column.codes()[row];
      if (code >= 0 && position[code] >= 0) {
        features[row * inputs + first + position[code]] = 1;
      }
    }
  }

  private void write(
      FeatureTransform.DateParts transform, Column.Instants column, float[] features, int first) {
    for (int row = 0; row < column.rows(); row++) {
      DateInputs.write(transform, column, row, features, row * inputs + first);
    }
  }

  private void write(Column.Bytes column, float[] features, int first) {
    int width = column.width();
    byte[] values = column.values();
    for (int row = 0; row < column.rows(); row++) {
      for (int i = 0; i < width; i++) {
        features[row * inputs + first + i] = (values[row * width + i] & 0xFF) / BYTE_SCALE;
      }
    }
  }

  private float[] targets(Table table) {
    String name = preprocessing.target().column();
    if (name == null) {
      return new float[table.rows()];
    }
    Column column = Columns.named(table, name);
    if (!unlabelled) {
      Labels.requirePresent(column);
    }
    float[] targets = new float[table.rows()];
    switch (preprocessing.target()) {
      case TargetTransform.None none -> {}
      case TargetTransform.Number number -> {
        double[] values = Columns.numeric(column).values();
        for (int row = 0; row < targets.length; row++) {
          targets[row] = (float) ((values[row] - number.mean()) / number.scale());
        }
      }
      case TargetTransform.Classes classes -> {
        Map<String, Integer> classOf = indexOf(classes.classes());
        String[] labels = Labels.texts(column);
        for (int row = 0; row < targets.length; row++) {
          if (Labels.isMissing(column, row)) {
            targets[row] = Float.NaN;
            continue;
          }
          Integer label = classOf.get(labels[row]);
          if (label == null) {
            throw new IllegalArgumentException(
                "column %s, row %d: the label %s was not among the training rows"
                    .formatted(column.name(), row, labels[row]));
          }
          targets[row] = label;
        }
      }
    }
    return targets;
  }

  /** Empty where all rows count alike. */
  private float[] weights(Table table) {
    RowWeight weight = preprocessing.weight();
    if (weight == null) {
      return new float[0];
    }
    double[] values = WeightFit.values(Columns.named(table, weight.column()));
    float[] weights = new float[values.length];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = (float) (values[row] / weight.mean());
    }
    return weights;
  }

  static int[] positions(List<String> dictionary, List<String> categories) {
    Map<String, Integer> positionOf = indexOf(categories);
    return dictionary.stream().mapToInt(text -> positionOf.getOrDefault(text, -1)).toArray();
  }

  static Map<String, Integer> indexOf(List<String> texts) {
    Map<String, Integer> index = new HashMap<>();
    for (String text : texts) {
      index.put(text, index.size());
    }
    return index;
  }
}
