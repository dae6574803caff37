package io.tributary.platform.model;

import io.tributary.client.model.Predictions.Prediction;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
