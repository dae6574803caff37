package io.tributary.platform.job.spec;

import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.EarlyStoppingSpec;
import io.tributary.client.job.JobSpec.EvaluationSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.StrategySpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads, completes and checks when a job ends early. */
final class EarlyStoppingOptions {
  private static final int PATIENCE = 5;
  private static final int MOST_PATIENCE = 1_000_000;
  private static final List<String> OF_CLASSIFICATION =
      List.of("loss", "accuracy", "f1Macro", "f1Micro", "f1Weighted", "rocAuc", "prAuc");
  private static final List<String> OF_PROBABILITIES = List.of("logLoss", "brier", "ece");
  private static final List<String> OF_REGRESSION = List.of("loss", "rmse", "mae", "r2");
  private static final List<String> OF_CHOICES =
      List.of("loss", "recallAt10", "recallAt50", "ndcgAt10");
  private static final Map<String, List<String>> WITHOUT_LABELS =
      Map.of(
          "k-means",
          List.of("loss", "inertia", "simplifiedSilhouette"),
          "gaussian-mixture",
          List.of("loss", "logLikelihood"),
          "pca",
          List.of("loss", "explainedVariance"),
          AutoencoderRules.MODEL,
          List.of("loss"));

  /** Metrics that there are of two classes only. */
  static final List<String> OF_TWO_CLASSES = List.of("rocAuc", "prAuc");

  private EarlyStoppingOptions() {}

  /** Null where the document says nothing of it. */
  static @Nullable EarlyStoppingSpec read(SpecNode evaluation) {
    SpecNode node = evaluation.child("earlyStopping", List.of("metric", "patience", "minDelta"));
    return evaluation.has("earlyStopping")
        ? new EarlyStoppingSpec(
            node.text("metric", 40),
            node.integer("patience", 1, MOST_PATIENCE),
            node.number("minDelta", Range.NOT_NEGATIVE))
        : null;
  }

  static @Nullable EarlyStoppingSpec complete(@Nullable EvaluationSpec given) {
    EarlyStoppingSpec stopping = given == null ? null : given.earlyStopping();
    return stopping == null
        ? null
        : new EarlyStoppingSpec(
            stopping.metric() == null ? "loss" : stopping.metric(),
            stopping.patience() == null ? Integer.valueOf(PATIENCE) : stopping.patience(),
            stopping.minDelta() == null ? Double.valueOf(0) : stopping.minDelta());
  }

  private static List<String> metrics(JobSpec complete) {
    String loss = String.valueOf(Objects.requireNonNull(complete.model()).loss());
    if (RecommendationRules.isOfChoices(complete)) {
      return OF_CHOICES;
    }
    if ("regression".equals(complete.task()) || RecommendationRules.TASK.equals(complete.task())) {
      return loss.equals("poisson")
          ? and(OF_REGRESSION, List.of("poissonDeviance"))
          : OF_REGRESSION;
    }
    return LossRules.givesProbabilities(loss)
        ? and(OF_CLASSIFICATION, OF_PROBABILITIES)
        : OF_CLASSIFICATION;
  }

  private static String withLoss(String task, ModelSpec model) {
    return model.loss() == null ? task : "%s with loss %s".formatted(task, model.loss());
  }

  private static List<String> and(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /**
   * @param evaluation of the complete spec
   */
  static void check(EvaluationSpec evaluation, JobSpec complete, Violations violations) {
    EarlyStoppingSpec stopping = evaluation.earlyStopping();
    if (stopping == null) {
      return;
    }
    StrategySpec strategy = Objects.requireNonNull(complete.strategy());
    if (violations.sound("strategy.type") && StrategyOptions.isByArrival(strategy)) {
      violations.add(
          "evaluation.earlyStopping",
          "evaluation.earlyStopping is given, but strategy.type is %s, which waits for no evaluation: when one is complete, its parameters are gone."
              .formatted(strategy.type()),
          "Leave it out, or write strategy type synchronous, pipelined or local-sgd.");
    }
    String task = complete.task();
    Holdout holdout = evaluation.holdout();
    if (violations.sound(HoldoutOptions.HOLDOUT)
        && holdout != null
        && HoldoutOptions.isNothing(holdout)) {
      violations.add(
          "evaluation.earlyStopping",
          "evaluation.earlyStopping is given, but evaluation.holdout is 0: there is nothing to"
              + " evaluate.",
          "Write a holdout, for example 0.2, or leave earlyStopping out.");
    }
    List<String> metrics =
        WITHOUT_LABELS.getOrDefault(
            String.valueOf(Objects.requireNonNull(complete.model()).type()), metrics(complete));
    String metric = Objects.requireNonNull(stopping.metric());
    if (task != null && violations.sound("task") && !metrics.contains(metric)) {
      violations.add(
          "evaluation.earlyStopping.metric",
          "evaluation.earlyStopping.metric is \"%s\", which %s has not."
              .formatted(metric, withLoss(task, Objects.requireNonNull(complete.model()))),
          "Write one of: %s.".formatted(String.join(", ", metrics)));
    }
  }
}
