package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.contribution.StepSum;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is committed: sums contributions of the current step, writes the update, folds it.
 * No clock, no threads, no I/O but the ledger, so it runs as well in a simulation. Not thread-safe:
 * belongs to the job's event loop.
 */
final class Coordinator {
  private final TrainingPlan plan;
  private final LedgerFold fold;
  private final Ledger ledger;
  private final LevelChooser levels;
  private Generation generation;

  /** By step modulo their number: the step that follows, and those computed ahead of it. */
  private final StepSum[] sums;

  /** Null where each step is a sum over all partitions. */
  private final @Nullable Arrivals arrivals;

  private @Nullable PendingEvaluation pending;
  private @Nullable MemorySnapshot snapshot;
  private boolean paused;
  private byte @Nullable [] digest;
  private long digestOf = -1;
  private long duplicates;
  private long stale;
  private long invalid;

  /**
   * @param fold caught up with the ledger; folded in place from now on
   * @param generation of this coordinator, whose marker is in the ledger
   * @param workers for the sums of large models
   * @param levels chooses the level of compression, where the plan leaves it open
   */
  Coordinator(
      TrainingPlan plan,
      LedgerFold fold,
      Generation generation,
      Ledger ledger,
      ChunkWorkers workers,
      LevelChooser levels) {
    this.plan = plan;
    this.fold = fold;
    this.generation = generation;
    this.ledger = ledger;
    this.levels = levels;
    this.sums = new StepSum[plan.strategy().staleness() + 1];
    Arrays.setAll(sums, i -> new StepSum(fold.state().layout(), plan, workers));
    this.arrivals =
        plan.strategy() instanceof StrategyDefinition.ByArrival
            ? new Arrivals(plan, fold.state().layout())
            : null;
    restartSums();
  }

  /**
   * The assignment changed. Contributions of older generations are void: agents send theirs again
   * under this one, so that no pre-sum can overlap another.
   */
  CompletableFuture<Long> assigned(Generation next) {
    generation = next;
    snapshot = null;
    restartSums();
    return write(List.of(new LedgerRecord.Marker(next)));
  }

  /**
   * Asks for what the partitions remember at the state as it is now; {@link Outcome.Remembered}
   * answers, if no new assignment comes between.
   */
  void snapshot() {
    snapshot = new MemorySnapshot(head(), plan.batches().partitions());
    write(List.of(new LedgerRecord.Snapshot(generation, head())));
  }

  private List<Outcome> receive(Contribution.Memory memory) {
    MemorySnapshot wanted = snapshot;
    Contribution.Header header = memory.header();
    if (wanted == null
        || !header.generation().equals(generation)
        || header.step() != wanted.step()) {
      stale++;
      return List.of();
    }
    if (!wanted.add(memory)) {
      invalid++;
    }
    if (!wanted.isComplete()) {
      return List.of();
    }
    snapshot = null;
    return List.of(new Outcome.Remembered(wanted.step(), wanted.memories()));
  }

  List<Outcome> receive(Contribution contribution) {
    if (contribution instanceof Contribution.Memory memory) {
      return receive(memory);
    }
    if (contribution instanceof Contribution.Evaluation evaluation) {
      return receive(evaluation);
    }
    Contribution.Header header = contribution.header();
    if (arrivals != null && !isEnd()) {
      if (!header.generation().equals(generation)) {
        stale++;
        return List.of();
      }
      count(arrivals.add(contribution, fold.state()));
      return conclude();
    }
    long head = fold.state().step();
    if (!header.generation().equals(generation)
        || header.step() < head
        || header.step() >= head + sums.length
        || header.attempt() != fold.attemptOf(header.step())
        || fold.state().evaluatedAtEnd()) {
      stale++;
      return List.of();
    }
    if (disagrees(contribution)) {
      return List.of(new Outcome.Disagreed(header.agent(), header.step()));
    }
    count(sumOf(header.step()).add(contribution));
    return conclude();
  }

  /**
   * Looks at what {@link #receive} took in for the last time: its memory may be used for something
   * else.
   */
  void settle() {
    for (StepSum sum : sums) {
      sum.settle();
    }
  }

  private void count(StepSum.Verdict verdict) {
    switch (verdict) {
      case TAKEN -> {}
      case DUPLICATE -> duplicates++;
      case INVALID -> invalid++;
    }
  }

  private List<Outcome> receive(Contribution.Evaluation evaluation) {
    PendingEvaluation wanted = pending;
    Contribution.Header header = evaluation.header();
    if (wanted == null
        || !header.generation().equals(generation)
        || header.step() != wanted.step()) {
      stale++;
      return List.of();
    }
    if (!Arrays.equals(evaluation.parametersDigest(), wanted.digest())) {
      return List.of(new Outcome.Disagreed(header.agent(), header.step()));
    }
    count(wanted.add(evaluation));
    Outcome whole = wanted.whole();
    if (whole == null) {
      return List.of();
    }
    pending = null;
    return List.of(whole);
  }

  private boolean isEnd() {
    return fold.state().isEnd(head(), plan);
  }

  /** Commits nothing until {@link #resume()}; contributions are still taken in. */
  void pause() {
    paused = true;
  }

  List<Outcome> resume() {
    paused = false;
    return conclude();
  }

  private List<Outcome> conclude() {
    List<Outcome> outcomes = new ArrayList<>();
    if (arrivals != null && !concludeArrivals(arrivals, outcomes)) {
      return outcomes;
    }
    while (!paused && !fold.state().evaluatedAtEnd() && sumOf(head()).isComplete()) {
      Outcome outcome = conclude(sumOf(head()));
      outcomes.add(outcome);
      if (outcome instanceof Outcome.Diverged) {
        return outcomes;
      }
    }
    return outcomes;
  }

  private Outcome conclude(StepSum sum) {
    if (!sum.isFinite()) {
      return new Outcome.Diverged(head());
    }
    return sum.isRefused() ? reissue(sum) : commit(sum);
  }

  /**
   * Concludes the step that waits without the partitions that are missing: no effect while some of
   * a partition's chunks are there and others are not, or none is there at all.
   */
  List<Outcome> withoutMissing() {
    return paused || arrivals != null || fold.state().evaluatedAtEnd() || !sumOf(head()).isEven()
        ? List.of()
        : List.of(conclude(sumOf(head())));
  }

  /** False when the job cannot go on. */
  private boolean concludeArrivals(Arrivals all, List<Outcome> outcomes) {
    while (!paused && !isEnd()) {
      Arrivals.Arrival arrival = all.next(fold.state()).orElse(null);
      if (arrival == null) {
        return true;
      }
      if (!arrival.isFinite()) {
        outcomes.add(new Outcome.Diverged(head()));
        return false;
      }
      long step = head();
      List<LedgerRecord> records = arrival.toRecords(generation, step);
      UpdateSummary summary = ((LedgerRecord.UpdateChunk) records.getFirst()).summary();
      CompletableFuture<Long> acknowledged = write(records);
      if (isEnd()) {
        restart(head());
      }
      expectEvaluation();
      outcomes.add(
          new Outcome.Written(
              step,
              false,
              Objects.requireNonNull(summary),
              Double.NaN,
              0,
              Double.NaN,
              null,
              acknowledged));
    }
    return true;
  }

  /**
   * An evaluation that is not complete when the next one is due has lost a partition on its way.
   */
  private void expectEvaluation() {
    TrainingState state = fold.state();
    if (!isEnd() && state.evaluatesAt(head(), plan)) {
      pending =
          new PendingEvaluation(
              head(), digestAt(head()), norm(state.parameters()), plan.batches().partitions());
    }
  }

  private Outcome reissue(StepSum sum) {
    long step = head();
    int[] exponents = fold.exponentsOf(step).clone();
    for (int chunk = 0; chunk < exponents.length; chunk++) {
      exponents[chunk] = Math.max(exponents[chunk], sum.needed()[chunk]);
    }
    int attempt = fold.attempt() + 1;
    write(List.of(new LedgerRecord.Reissue(generation, step, attempt, exponents)));
    restart(step);
    return new Outcome.Reissued(step, attempt);
  }

  private Outcome commit(StepSum sum) {
    long step = head();
    TrainingState state = fold.state();
    int[] exponents = fold.exponentsOf(step);
    boolean adapts = plan.compression() instanceof CompressionDefinition.Adaptive;
    double squares = adapts ? sum.squares(exponents) : Double.NaN;
    GradientLengths noise = sum.lengths(exponents);
    boolean follows = step + sums.length < plan.totalSteps();
    LevelChoice choice = adapts && follows ? levels.choose(step) : null;
    CompressionLevel next = choice == null ? state.newestLevel() : choice.level();
    List<LedgerRecord> records =
        sum.toRecords(
            generation,
            step,
            exponents,
            Grid.of(plan, state.levelOf(step)),
            Grid.of(plan, next),
            choice);
    LedgerRecord.UpdateChunk first = (LedgerRecord.UpdateChunk) records.getFirst();
    boolean evaluates = state.evaluatesAt(step, plan);
    double norm = evaluates ? norm(state.parametersAt(state.baseOf(step, plan))) : Double.NaN;
    CompletableFuture<Long> acknowledged = write(records);
    restart(step + sums.length);
    if (state.best().stopped()) {
      restart(head());
    }
    return new Outcome.Written(
        step,
        fold.state().evaluatedAtEnd(),
        Objects.requireNonNull(first.summary()),
        norm,
        bytes(records),
        squares,
        noise,
        acknowledged);
  }

  private static long bytes(List<LedgerRecord> updates) {
    return updates.stream()
        .mapToLong(record -> ((LedgerRecord.UpdateChunk) record).values().packedBytes())
        .sum();
  }

  private static double norm(float[] parameters) {
    double squares = 0;
    for (float parameter : parameters) {
      squares += (double) parameter * parameter;
    }
    return Math.sqrt(squares);
  }

  /** Appends, and folds what was appended: the coordinator follows its own ledger. */
  private CompletableFuture<Long> write(List<LedgerRecord> records) {
    CompletableFuture<Long> acknowledged = ledger.append(records);
    records.forEach(fold::apply);
    return acknowledged;
  }

  private boolean disagrees(Contribution contribution) {
    if (contribution instanceof Contribution.Sum sumOfAgent && sumOfAgent.report() != null) {
      byte[] agents = sumOfAgent.report().parametersDigest();
      return agents != null
          && !Arrays.equals(
              agents, digestAt(fold.state().baseOf(contribution.header().step(), plan)));
    }
    return false;
  }

  private byte[] digestAt(long steps) {
    byte[] known = digest;
    if (known == null || digestOf != steps) {
      known = ParametersDigest.of(fold.state().parametersAt(steps));
      digest = known;
      digestOf = steps;
    }
    return known;
  }

  private void restartSums() {
    if (arrivals != null) {
      arrivals.clear();
      pending = null;
      if (head() == 0) {
        expectEvaluation();
      }
    }
    for (long step = head(); step < head() + sums.length; step++) {
      restart(step);
    }
  }

  private void restart(long step) {
    sumOf(step).restart(step, fold.state().isEnd(step, plan));
  }

  private StepSum sumOf(long step) {
    return sums[(int) (step % sums.length)];
  }

  /** The step that is committed next. */
  private long head() {
    return fold.state().step();
  }

  LedgerFold fold() {
    return fold;
  }

  Generation generation() {
    return generation;
  }

  /** Partitions that the current step waits for. */
  List<Integer> missing() {
    return arrivals != null && !isEnd() ? arrivals.slowest(fold.state()) : sumOf(head()).missing();
  }

  /** Contributions dropped because their partitions were counted already. */
  long duplicates() {
    return duplicates;
  }

  /** Contributions dropped because they belong to another generation, step or attempt. */
  long stale() {
    return stale;
  }

  /** Contributions dropped because they do not fit the job. */
  long invalid() {
    return invalid;
  }
}
