package io.tributary.platform.model;

import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.engine.kernel.ForwardPass;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.InputRows;
import io.tributary.engine.preprocessing.PreprocessingApplier;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import io.tributary.engine.unsupervised.RowOutputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Predicts by the preprocessing that training used and a forward pass in Java. A category that
 * training did not see counts as missing: all its inputs are zero. So does an index of a sparse
 * column that lies above those of the training data. Thread-safe.
 */
final class Predictor {
  private final TrainingPlan plan;
  private final @Nullable ForwardPass network;
  private final float[] parameters;

  /**
   * @param parameters not copied
   */
  Predictor(TrainingPlan plan, float[] parameters) {
    this.plan = plan;
    this.parameters = parameters;
    this.network =
        plan.model() instanceof ModelDefinition.Unsupervised
            ? null
            : new ForwardPass(plan, parameters);
  }

  Predictions predict(PredictRequest request) {
    List<Map<String, @Nullable Object>> rows = request.rows();
    Table table = RawRows.table(request, plan.preprocessing());
    List<Prediction> predictions = predict(table, Recommender.top(request));
    String id = plan.preprocessing().id();
    return new Predictions(
        id == null ? predictions : identified(predictions, row -> rows.get(row).get(id)));
  }

  /** Predicts for a row without values: shows that plan and parameters fit each other. */
  void predictNothing() {
    List<Column> columns = new ArrayList<>();
    for (FeatureTransform transform : plan.preprocessing().features()) {
      String name = transform.column();
      columns.add(
          switch (transform) {
            case FeatureTransform.Standardize x ->
                new Column.Numeric(name, new double[] {Double.NaN});
            case FeatureTransform.OneHot x ->
                new Column.Categorical(name, new int[] {-1}, List.of());
            case FeatureTransform.Words x ->
                new Column.Categorical(name, new int[] {-1}, List.of());
            case FeatureTransform.Entity x ->
                x.numbers()
                    ? new Column.Numeric(name, new double[] {Double.NaN})
                    : new Column.Categorical(name, new int[] {-1}, List.of());
            case FeatureTransform.DateParts x ->
                new Column.Instants(name, x.pattern(), new long[] {TimePattern.NONE});
            case FeatureTransform.ScaleBytes x ->
                new Column.Bytes(name, x.width(), new byte[x.width()]);
            case FeatureTransform.ScaleSparse x ->
                new Column.Sparse(
                    name, x.first(), x.width(), new int[2], new int[0], new double[0]);
          });
    }
    predict(new Table(columns));
  }

  /**
   * One prediction per row; what rows are called comes back where the table has that column.
   *
   * @param rows with all columns that preprocessing wants
   */
  List<Prediction> predict(Table rows) {
    return predict(rows, Recommender.TOP);
  }

  /**
   * @param top items to recommend to a row that names none
   */
  private List<Prediction> predict(Table rows, int top) {
    List<Prediction> predictions = unnamed(rows, top);
    Column ids =
        rows.columns().stream()
            .filter(column -> column.name().equals(plan.preprocessing().id()))
            .findFirst()
            .orElse(null);
    return ids == null ? predictions : identified(predictions, row -> name(ids, row));
  }

  private List<Prediction> unnamed(Table rows, int top) {
    PreprocessingApplier preprocessing = new PreprocessingApplier(plan.preprocessing());
    if (network == null) {
      float[] features = preprocessing.features(rows);
      return UnlabelledPredictions.of(plan, new RowOutputs(plan, parameters).of(features));
    }
    InputRows inputs = preprocessing.inputRows(rows);
    if (plan.model() instanceof ModelDefinition.Autoencoder coder) {
      return UnlabelledPredictions.of(coder, network, (InputRows.Dense) inputs);
    }
    if (plan.task() == Task.RECOMMENDATION) {
      return new Recommender(plan, network).predict(rows, inputs, top);
    }
    return switch (plan.preprocessing().target()) {
      case TargetTransform.Classes classes ->
          network.hasProbabilities()
              ? labels(classes.classes(), network.probabilities(inputs))
              : labels(classes.classes(), network.classes(inputs));
      case TargetTransform.Number number -> numbers(network.values(inputs));
      case TargetTransform.None none -> throw new IllegalStateException("nothing to predict");
    };
  }

  /** The user's own names of rows come back. */
  private static List<Prediction> identified(
      List<Prediction> predictions, IntFunction<@Nullable Object> ids) {
    List<Prediction> identified = new ArrayList<>();
    for (int row = 0; row < predictions.size(); row++) {
      identified.add(predictions.get(row).of(ids.apply(row)));
    }
    return identified;
  }

  /** What a file calls a row; null where it does not say. */
  private static @Nullable Object name(Column ids, int row) {
    return switch (ids) {
      case Column.Numeric numbers -> number(numbers.values()[row]);
      case Column.Categorical texts ->
          texts.codes()[row] < 0 ? null : texts.dictionary().get(texts.codes()[row]);
      case Column.Instants times ->
          times.micros()[row] == TimePattern.NONE
              ? null
              : TimePattern.instant(times.micros()[row]).toString();
      case Column.Bytes bytes -> null;
      case Column.Sparse sparse -> null;
    };
  }

  /** Whole numbers without a decimal point, as they stood in the file. */
  private static @Nullable Object number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : value;
  }

  private static List<Prediction> labels(List<String> classes, double[] probabilities) {
    List<Prediction> predictions = new ArrayList<>();
    for (int at = 0; at < probabilities.length; at += classes.size()) {
      Map<String, Double> byClass = new LinkedHashMap<>();
      int best = 0;
      for (int c = 0; c < classes.size(); c++) {
        byClass.put(classes.get(c), probabilities[at + c]);
        best = probabilities[at + c] > probabilities[at + best] ? c : best;
      }
      predictions.add(new Prediction(classes.get(best), byClass, null));
    }
    return predictions;
  }

  private static List<Prediction> labels(List<String> classes, int[] predicted) {
    return Arrays.stream(predicted)
        .mapToObj(c -> new Prediction(classes.get(c), null, null))
        .toList();
  }

  private static List<Prediction> numbers(double[] values) {
    List<Prediction> predictions = new ArrayList<>();
    for (double value : values) {
      predictions.add(new Prediction(null, null, value));
    }
    return predictions;
  }
}
