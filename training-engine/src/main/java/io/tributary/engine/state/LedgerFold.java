package io.tributary.engine.state;

import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerEvent;
import io.tributary.engine.ledger.LedgerReader;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.EarlyStopping;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replica: a training state that follows the ledger record by record. Agents, the coordinator and
 * whoever replays a job use this one class, so they cannot disagree about what a ledger means. Not
 * thread-safe.
 */
public final class LedgerFold {
  private final TrainingState state;
  private final TrainingPlan plan;
  private final MetricLayout metrics;
  private final StepFold fold;
  private final EpochRows epochRows;
  private final LedgerReader reader;
  private int attempt;
  private int @Nullable [] reissued;

  /**
   * @param state a checkpoint; folded in place from now on
   */
  public LedgerFold(TrainingState state, TrainingPlan plan) {
    this.state = state;
    this.plan = plan;
    this.metrics = MetricLayout.of(plan);
    this.attempt = state.best().stopped() ? 1 : 0;
    this.fold = StepFold.of(plan, state.parameters().length);
    this.epochRows = new EpochRows(plan);
    this.reader =
        new LedgerReader(
            state.layout(),
            state.evaluatedAtEnd() ? Long.MAX_VALUE : state.step(),
            state.generation());
  }

  /**
   * Takes the next record of the ledger in; what it completes is already folded when this returns.
   */
  public Optional<LedgerEvent> apply(LedgerRecord record) {
    return apply(record, () -> {});
  }

  /**
   * The same.
   *
   * @param beforeStep called before a committed step is folded: the last moment at which its
   *     parameters and its grid are there
   */
  public Optional<LedgerEvent> apply(LedgerRecord record, Runnable beforeStep) {
    Optional<LedgerEvent> event = reader.read(record);
    event.ifPresent(e -> apply(e, beforeStep));
    return event;
  }

  private void apply(LedgerEvent event, Runnable beforeStep) {
    switch (event) {
      case LedgerEvent.Committed committed -> {
        if (committed.update().changesParameters()) {
          beforeStep.run();
        }
        boolean stops = stopsAt(committed.update());
        state.fold(committed.update(), fold);
        if (committed.update().changesParameters()) {
          epochRows.follow(committed.update(), state);
        }
        if (stops) {
          state.stop();
        }
        // What was computed ahead as a gradient is asked for again as an evaluation.
        attempt = stops ? 1 : 0;
        reissued = null;
      }
      case LedgerEvent.Reissued again -> {
        attempt = again.attempt();
        reissued = again.exponents();
      }
      case LedgerEvent.GenerationChanged changed -> state.follow(changed.generation());
      case LedgerEvent.SnapshotWanted snapshot -> {}
    }
  }

  private boolean stopsAt(Update update) {
    EarlyStopping stopping = plan.earlyStopping();
    MetricSums evaluation = update.summary().evaluation();
    if (stopping == null || evaluation == null || !update.changesParameters()) {
      return false;
    }
    double metric = metrics.metrics(evaluation).getOrDefault(stopping.metric(), Double.NaN);
    return state.isPatienceOver(stopping, metric, plan.baseOf(update.step()));
  }

  /** Not copied. */
  public TrainingState state() {
    return state;
  }

  /** How often the step that follows was re-issued. */
  public int attempt() {
    return attempt;
  }

  /** How often {@code step} was re-issued: only the one that follows can have been. */
  public int attemptOf(long step) {
    return step == state.step() ? attempt : 0;
  }

  /** Grid that {@code step} is issued with now, by chunk; not copied. */
  public int[] exponentsOf(long step) {
    int[] again = reissued;
    return step == state.step() && again != null ? again : state.exponentsOf(step);
  }

  /** Newest generation that the ledger showed. */
  public Generation generation() {
    return reader.generation();
  }

  /** Records of superseded generations seen so far. */
  public long voidRecords() {
    return reader.voidRecords();
  }
}
