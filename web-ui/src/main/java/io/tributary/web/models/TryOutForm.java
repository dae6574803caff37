package io.tributary.web.models;

import io.tributary.client.model.ModelView;
import io.tributary.client.model.Predictions.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row as a user typed it: raw values by column, absent where left empty. */
record TryOutForm(Map<String, @Nullable Object> row) {
  /** Form parameters of columns start with this, so that no column can pose as another field. */
  static final String PREFIX = "column.";

  /** Below, every whole number is exact in float64. */
  private static final double LARGEST_WHOLE = 1e15;

  /** Classes shown beside the most probable one. */
  private static final int CLASSES_SHOWN = 10;

  static TryOutForm read(ModelView model, Map<String, String> parameters) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (ModelView.InputColumn column : model.inputs()) {
      String text = parameters.getOrDefault(PREFIX + column.name(), "").strip();
      if (!text.isEmpty()) {
        row.put(column.name(), value(column, text));
      }
    }
    return new TryOutForm(row);
  }

  /** What is not the number it should be is passed on as text: the control plane says why not. */
  private static Object value(ModelView.InputColumn column, String text) {
    return switch (column.type()) {
      case "numeric" -> number(text);
      case "vector" -> {
        List<Object> numbers = new ArrayList<>();
        for (String part : text.split("[\\s,;]+", -1)) {
          if (!part.isEmpty()) {
            numbers.add(number(part));
          }
        }
        yield numbers;
      }
      case "sparse" -> sparse(text);
      default -> text;
    };
  }

  /** Pairs of index and number, as a LIBSVM file has them. */
  private static Object sparse(String text) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (String pair : text.split("[\\s,;]+", -1)) {
      int colon = pair.indexOf(':');
      if (colon < 0 && !pair.isEmpty()) {
        return text;
      } else if (colon >= 0) {
        entries.put(pair.substring(0, colon), number(pair.substring(colon + 1)));
      }
    }
    return entries;
  }

  /** Whole numbers as such: bytes are none otherwise. */
  private static Object number(String text) {
    try {
      double number = Double.parseDouble(text);
      return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
          ? (Object) (long) number
          : (Object) number;
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }

  static List<Outcome> outcomes(List<Prediction> predictions) {
    return predictions.stream().map(TryOutForm::outcome).toList();
  }

  private static Outcome outcome(Prediction prediction) {
    Map<String, Double> probabilities = prediction.probabilities();
    List<ClassShare> shares =
        probabilities == null
            ? List.of()
            : probabilities.entrySet().stream()
                .map(entry -> new ClassShare(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(ClassShare::probability).reversed())
                .limit(CLASSES_SHOWN)
                .toList();
    Integer cluster = prediction.cluster();
    return new Outcome(
        cluster == null ? prediction.label() : String.valueOf(cluster),
        prediction.value(),
        shares,
        numbers(prediction.distances()),
        numbers(prediction.scores()),
        prediction.items() == null ? List.of() : prediction.items());
  }

  private static List<Double> numbers(@Nullable List<Double> numbers) {
    return numbers == null ? List.of() : numbers;
  }

  /**
   * A prediction.
   *
   * @param label the class, or the number of the cluster
   * @param shares most probable first
   * @param distances to each cluster's centre
   * @param scores along each component
   * @param items recommended, best first
   */
  record Outcome(
      @Nullable String label,
      @Nullable Double value,
      List<ClassShare> shares,
      List<Double> distances,
      List<Double> scores,
      List<Prediction.Item> items) {}

  /** How probable a class is, 0 to 1. */
  record ClassShare(String label, double probability) {}
}
