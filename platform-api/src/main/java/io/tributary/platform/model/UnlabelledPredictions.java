package io.tributary.platform.model;

import io.tributary.client.model.Predictions.Prediction;
import io.tributary.engine.kernel.ForwardPass;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.InputRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What models that learnt without labels say of rows, as the REST contract has it. */
final class UnlabelledPredictions {
  private UnlabelledPredictions() {}

  /**
   * @param outputs shape [rows, outputs], row-major
   */
  static List<Prediction> of(TrainingPlan plan, double[] outputs) {
    int width = plan.preprocessing().outputs();
    List<Prediction> predictions = new ArrayList<>();
    for (int at = 0; at < outputs.length; at += width) {
      double[] row = Arrays.copyOfRange(outputs, at, at + width);
      predictions.add(
          switch (plan.model()) {
            case ModelDefinition.KMeans model ->
                new Prediction(null, null, null, smallest(row), list(row), null);
            case ModelDefinition.GaussianMixture model -> mixed(row);
            case ModelDefinition.Pca model ->
                new Prediction(null, null, null, null, null, list(row));
            default -> throw new IllegalArgumentException("%s has labels".formatted(plan.model()));
          });
    }
    return predictions;
  }

  /** The code of each row, and as its value how far the row is from what the code says of it. */
  static List<Prediction> of(
      ModelDefinition.Autoencoder model, ForwardPass network, InputRows.Dense rows) {
    float[] codes = network.codes(rows, model);
    double[] residuals = network.residuals(rows);
    List<Prediction> predictions = new ArrayList<>();
    for (int row = 0; row < residuals.length; row++) {
      int at = row * model.code();
      List<Double> code =
          IntStream.range(at, at + model.code()).mapToObj(i -> (double) codes[i]).toList();
      predictions.add(new Prediction(null, null, residuals[row], null, null, code));
    }
    return predictions;
  }

  private static Prediction mixed(double[] shares) {
    Map<String, Double> byComponent = new LinkedHashMap<>();
    int largest = 0;
    for (int c = 0; c < shares.length; c++) {
      byComponent.put(String.valueOf(c), shares[c]);
      largest = shares[c] > shares[largest] ? c : largest;
    }
    return new Prediction(null, byComponent, null, largest, null, null);
  }

  private static int smallest(double[] values) {
    int smallest = 0;
    for (int i = 1; i < values.length; i++) {
      smallest = values[i] < values[smallest] ? i : smallest;
    }
    return smallest;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
