package io.tributary.platform.aggregation;

import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.EvaluationDetail;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.RowLedger;
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.agent.Agents;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.job.JobProgress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens in a run into progress, metric points and events. Belongs to the job's event
 * loop.
 */
final class JobReporter {
  private final TrainingPlan plan;
  private final JobTeller teller;
  private final Agents agents;
  private final ProgressMeter meter;
  private long miscounted;

  JobReporter(TrainingPlan plan, JobTeller teller, Agents agents, Checkpoint start) {
    this.plan = plan;
    this.teller = teller;
    this.agents = agents;
    this.meter = new ProgressMeter(plan, start.metrics(), start.parametersDigest());
  }

  /**
   * A step's update was written.
   *
   * @param finalDigest of the parameters, when the record was the last; else null
   */
  void written(Outcome.Written written, @Nullable String finalDigest) {
    UpdateSummary summary = written.summary();
    meter.committed(summary, finalDigest);
    if (summary.evaluation() != null) {
      measured(written.step(), written.parametersNorm());
    }
    LevelChoice choice = summary.choice();
    if (choice != null) {
      LevelEvent event = LevelEvent.of(written.step() + plan.strategy().staleness() + 1, choice);
      teller.mustTell("compression", event.text(), event.values());
    }
  }

  /** An evaluation that no step waited for is complete. */
  void evaluated(Outcome.Evaluated evaluated) {
    meter.evaluated(evaluated.sums());
    measured(evaluated.step(), evaluated.parametersNorm());
  }

  private void measured(long step, double parametersNorm) {
    Map<String, Double> values = new HashMap<>(meter.metrics());
    meter.takeTrainMetrics().forEach((name, value) -> values.put("train." + name, value));
    values.put("parametersNorm", parametersNorm);
    int epoch = plan.epochOf(step);
    EvaluationDetail detail = meter.detail();
    if (detail != null) {
      teller.evaluated(step, detail);
    }
    teller.measured(step, epoch, values);
    Map<String, Object> event = new HashMap<>(values);
    event.put("step", step);
    event.put("epoch", epoch);
    teller.event("metric", "", event, false);
  }

  void disagreed(Outcome.Disagreed disagreed) {
    teller.event(
        "problem",
        "Agent %s holds other parameters than the ledger gives at step %d; it gets no partition of this job any more."
            .formatted(agents.nameOf(disagreed.agent()), disagreed.step()),
        Map.of(
            "code",
            "DIGEST_MISMATCH",
            "agent",
            disagreed.agent().value(),
            "step",
            disagreed.step()),
        true);
  }

  void assigned(Generation generation, Move move) {
    MoveEvent event = MoveEvent.of(generation, move, agents::nameOf);
    teller.event("assignment", event.text(), event.values(), true);
  }

  /** Where the job is now: to the summary row and to who watches. */
  void progress(Instant now, TrainingState state) {
    JobProgress progress = meter.report(now, state);
    teller.progressed(progress);
    miscounted(state);
    teller.event(
        "step",
        "",
        Map.of(
            "step", progress.step(),
            "totalSteps", progress.totalSteps(),
            "epoch", progress.epoch(),
            "stepsPerSecond", progress.stepsPerSecond(),
            "samplesPerSecond", progress.samplesPerSecond()),
        false);
  }

  /** Says so when an epoch ended that used rows twice or not at all; after a takeover again. */
  private void miscounted(TrainingState state) {
    RowLedger rows = state.rowLedger();
    long wrong = rows.twice() + rows.never();
    if (wrong == miscounted) {
      return;
    }
    miscounted = wrong;
    teller.mustTell(
        "problem",
        "By the end of epoch %d, rows were seen twice at least %d times and left out at least %d times; every row should have been used once in each epoch."
            .formatted(rows.epochs(), rows.twice(), rows.never()),
        Map.of(
            "code",
            "ROWS_MISCOUNTED",
            "epochs",
            rows.epochs(),
            "seenTwice",
            rows.twice(),
            "never",
            rows.never()));
  }

  /** What the job has measured of itself. */
  void timed(StepTimings timings, TrainingState state) {
    teller.timed(timings.measured(state.step(), agents::nameOf));
  }

  /** Last metrics on the holdout. */
  Map<String, Double> metrics() {
    return meter.metrics();
  }
}
