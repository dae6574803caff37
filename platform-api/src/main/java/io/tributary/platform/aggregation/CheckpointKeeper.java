package io.tributary.platform.aggregation;

import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.job.JobRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes checkpoints of one running job and gives ledger space back that no checkpoint needs.
 * Belongs to the event loop.
 */
final class CheckpointKeeper {
  private final JobRecord job;
  private final TrainingPlan plan;
  private final Duration every;
  private final JobTeller teller;
  private final JobWire wire;
  private final AtomicLong savedOffset;
  private long previousOffset;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private @Nullable CompletableFuture<Map<Integer, Long>> asked;
  private final AtomicLong storedStep = new AtomicLong();
  private final AtomicBoolean onItsWay = new AtomicBoolean();
  private long acknowledgedOffset;
  private long savedStep = -1;
  private Instant savedAt = Instant.EPOCH;
  private @Nullable Checkpoint begun;

  /**
   * @param every time between checkpoints
   * @param startOffset ledger offset of the checkpoint that the run started from
   */
  CheckpointKeeper(
      JobRecord job,
      TrainingPlan plan,
      Duration every,
      JobTeller teller,
      JobWire wire,
      long startOffset) {
    this.job = job;
    this.plan = plan;
    this.every = every;
    this.teller = teller;
    this.wire = wire;
    this.savedOffset = new AtomicLong(startOffset);
    this.previousOffset = startOffset;
  }

  /** The ledger before {@code offset} is acknowledged and folded. */
  void acknowledged(long offset) {
    acknowledgedOffset = offset;
  }

  /**
   * Whether it is time for a checkpoint of {@code step}: not while the one before is on its way to
   * a database that is slower than the job, or states would pile up.
   */
  boolean isDue(Instant now, long step) {
    return step != savedStep
        && !onItsWay.get()
        && Duration.between(savedAt, now).compareTo(every) >= 0;
  }

  /** Stores a checkpoint of a job whose partitions remember nothing. */
  void save(Instant now, TrainingState state, Map<String, Double> metrics) {
    savedAt = now;
    save(checkpoint(state, metrics));
  }

  /** Keeps the state until what the partitions remember is there too. */
  void begin(Instant now, TrainingState state, Map<String, Double> metrics) {
    savedAt = now;
    begun = checkpoint(state, metrics);
  }

  /**
   * Stores the checkpoint that was begun at {@code step}.
   *
   * @param head steps that are committed by now
   */
  void complete(long step, SortedMap<Integer, byte[]> memories, long head) {
    Checkpoint waiting = begun;
    if (waiting != null && waiting.step() == step) {
      begun = null;
      trimExchange(head);
      save(
          new Checkpoint(
              waiting.job(),
              waiting.step(),
              waiting.epoch(),
              waiting.ledgerOffset(),
              waiting.parametersDigest(),
              waiting.metrics(),
              SavedState.toBytes(waiting.state(), memories)));
    }
  }

  private void save(Checkpoint checkpoint) {
    savedStep = checkpoint.step();
    long safe = Math.min(previousOffset, savedOffset.get());
    previousOffset = savedOffset.get();
    long offset = checkpoint.ledgerOffset();
    long step = checkpoint.step();
    onItsWay.set(true);
    teller.checkpoint(
        checkpoint,
        () -> {
          savedOffset.set(offset);
          storedStep.set(step);
        },
        () -> onItsWay.set(false));
    teller.event(
        "checkpoint",
        "Checkpoint of step %d.".formatted(checkpoint.step()),
        Map.of("step", checkpoint.step(), "parametersDigest", checkpoint.parametersDigest()),
        false);
    if (safe > 0 && !"full".equals(job.spec().ledger())) {
      wire.trim(safe);
    }
  }

  /**
   * Agents that start at a stored checkpoint need all models from its step on. Partitions are ahead
   * of the head by their staleness and the step they work on; a model that was there when the head
   * was at a mark is older than that.
   */
  private void trimExchange(long head) {
    if (!(plan.strategy() instanceof StrategyDefinition.Gossip gossip)) {
      return;
    }
    Map<Integer, Long> safe = Map.of();
    while (!marks.isEmpty()
        && marks.getFirst().head() + 1 + gossip.staleness() < storedStep.get()) {
      safe = marks.removeFirst().ends();
    }
    wire.trimExchange(safe);
    if (asked != null && asked.isDone()) {
      if (!asked.isCompletedExceptionally()) {
        marks.addLast(new Mark(head, asked.join()));
      }
      asked = null;
    }
    if (asked == null) {
      asked = wire.exchangeEnds();
    }
  }

  /** How much had been exchanged when at most so many steps were committed. */
  private record Mark(long head, Map<Integer, Long> ends) {}

  void saveLast(TrainingState state, Map<String, Double> metrics) {
    teller.lastCheckpoint(checkpoint(state, metrics));
  }

  private Checkpoint checkpoint(TrainingState state, Map<String, Double> metrics) {
    return new Checkpoint(
        job.id(),
        state.step(),
        plan.epochOf(state.step()),
        acknowledgedOffset,
        ParametersDigest.hexOf(state.parameters()),
        metrics,
        state.toBytes());
  }
}
