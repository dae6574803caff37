package io.tributary.web.jobs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the one metric that a list has room for. */
final class HeadlineMetric {
  private static final List<String> BEST_FIRST =
      List.of(
          "accuracy",
          "r2",
          "rocAuc",
          "f1Macro",
          "recallAt10",
          "rmse",
          "mae",
          "inertia",
          "explainedVariance",
          "logLikelihood",
          "logLoss",
          "loss");

  private HeadlineMetric() {}

  static Map.@Nullable Entry<String, Object> of(Map<String, Object> metrics) {
    for (String name : BEST_FIRST) {
      if (metrics.get(name) instanceof Number value) {
        return Map.entry(name, value);
      }
    }
    return null;
  }
}
