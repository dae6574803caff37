package io.tributary.platform.aggregation;

import io.tributary.client.job.JobView;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.EvaluationDetail;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.RowLedger;
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.job.JobProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns committed steps into rates and metrics. Rates are over a sliding window of reports. Not
 * thread-safe: belongs to the job's event loop.
 */
final class ProgressMeter {
  private static final int WINDOW = 10;

  private final TrainingPlan plan;
  private final MetricLayout layout;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private MetricSums trainSinceReport;
  private Map<String, Double> metrics;
  private Map<String, Double> trainMetrics;
  private @Nullable String parametersDigest;
  private @Nullable EvaluationDetail detail;

  private record Mark(Instant at, long step, long rows) {}

  ProgressMeter(TrainingPlan plan, Map<String, Double> metrics, @Nullable String parametersDigest) {
    this.plan = plan;
    this.layout = MetricLayout.of(plan);
    this.trainSinceReport = layout.zero();
    this.metrics = metrics;
    this.trainMetrics = Map.of();
    this.parametersDigest = parametersDigest;
  }

  /**
   * Takes in what a committed step says; {@code digest} is of the parameters that the evaluation
   * was done at.
   */
  void committed(UpdateSummary summary, @Nullable String digest) {
    trainSinceReport = trainSinceReport.plus(summary.train());
    MetricSums evaluation = summary.evaluation();
    if (evaluation != null) {
      evaluated(evaluation);
    }
    if (digest != null) {
      parametersDigest = digest;
    }
  }

  void evaluated(MetricSums evaluation) {
    metrics = layout.metrics(evaluation);
    detail = layout.detail(evaluation);
  }

  /** Metrics on the rows trained on since the last call; empty when there were none. */
  Map<String, Double> takeTrainMetrics() {
    if (trainSinceReport.rows() == 0) {
      return Map.of();
    }
    trainMetrics = layout.metrics(trainSinceReport);
    trainSinceReport = layout.zero();
    return trainMetrics;
  }

  /** What the last evaluation of this run showed beside its metrics; null before it. */
  @Nullable EvaluationDetail detail() {
    return detail;
  }

  /** Last metrics on the holdout. */
  Map<String, Double> metrics() {
    return metrics;
  }

  /** How far {@code state} is. */
  JobProgress report(Instant now, TrainingState state) {
    long step = state.step();
    RowLedger rows = state.rowLedger();
    marks.addLast(new Mark(now, step, plan.rowsBefore(step)));
    if (marks.size() > WINDOW) {
      marks.removeFirst();
    }
    Mark first = marks.getFirst();
    Mark last = marks.getLast();
    double seconds = Duration.between(first.at(), last.at()).toNanos() / 1e9;
    double perSecond = seconds > 0 ? 1 / seconds : 0;
    return new JobProgress(
        step,
        state.best().stopped() ? step : plan.totalSteps(),
        plan.epochOf(step),
        plan.batches().epochs(),
        (last.step() - first.step()) * perSecond,
        (last.rows() - first.rows()) * perSecond,
        metrics,
        trainMetrics,
        parametersDigest,
        new JobView.RowLedger(rows.epochs(), rows.checked(), rows.twice(), rows.never()));
  }
}
