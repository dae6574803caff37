package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.ParametersDigest;
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
  private Generation generation;
  private final StepSum sum;
  private boolean paused;
  private byte @Nullable [] digest;
  private long duplicates;
  private long stale;
  private long invalid;

  /**
   * @param fold caught up with the ledger; folded in place from now on
   * @param generation of this coordinator, whose marker is in the ledger
   */
  Coordinator(TrainingPlan plan, LedgerFold fold, Generation generation, Ledger ledger) {
    this.plan = plan;
    this.fold = fold;
    this.generation = generation;
    this.ledger = ledger;
    this.sum = new StepSum(fold.state().layout(), plan.batches().partitions());
    restartSum();
  }

  /**
   * The assignment changed. Contributions of older generations are void: agents send theirs again
   * under this one, so that no pre-sum can overlap another.
   */
  CompletableFuture<Long> assigned(Generation next) {
    generation = next;
    restartSum();
    return write(List.of(new LedgerRecord.Marker(next)));
  }

  List<Outcome> receive(Contribution contribution) {
    Contribution.Header header = contribution.header();
    if (!header.generation().equals(generation)
        || header.step() != fold.state().step()
        || header.attempt() != fold.attempt()
        || fold.state().evaluatedAtEnd()) {
      stale++;
      return List.of();
    }
    if (disagrees(contribution)) {
      return List.of(new Outcome.Disagreed(header.agent(), header.step()));
    }
    switch (sum.add(contribution)) {
      case TAKEN -> {}
      case DUPLICATE -> duplicates++;
      case INVALID -> invalid++;
    }
    return conclude();
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
    if (paused || !sum.isComplete()) {
      return List.of();
    }
    long step = fold.state().step();
    if (!sum.isFinite()) {
      return List.of(new Outcome.Diverged(step));
    }
    return List.of(sum.isRefused() ? reissue(step) : commit(step));
  }

  private Outcome reissue(long step) {
    int[] exponents = fold.exponents().clone();
    for (int chunk = 0; chunk < exponents.length; chunk++) {
      exponents[chunk] = Math.max(exponents[chunk], sum.needed()[chunk]);
    }
    int attempt = fold.attempt() + 1;
    write(List.of(new LedgerRecord.Reissue(generation, step, attempt, exponents)));
    restartSum();
    return new Outcome.Reissued(step, attempt);
  }

  private Outcome commit(long step) {
    List<LedgerRecord> records = sum.toRecords(generation, step, fold.exponents());
    LedgerRecord.UpdateChunk first = (LedgerRecord.UpdateChunk) records.getFirst();
    double norm = plan.evaluatesAt(step) ? norm(fold.state().parameters()) : Double.NaN;
    CompletableFuture<Long> acknowledged = write(records);
    digest = null;
    restartSum();
    return new Outcome.Written(
        step,
        fold.state().evaluatedAtEnd(),
        Objects.requireNonNull(first.summary()),
        norm,
        acknowledged);
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
      return agents != null && !Arrays.equals(agents, digest());
    }
    return false;
  }

  private byte[] digest() {
    byte[] known = digest;
    if (known == null) {
      known = ParametersDigest.of(fold.state().parameters());
      digest = known;
    }
    return known;
  }

  private void restartSum() {
    sum.restart(fold.state().step() == plan.batches().totalSteps());
  }

  LedgerFold fold() {
    return fold;
  }

  Generation generation() {
    return generation;
  }

  /** Partitions that the current step waits for. */
  List<Integer> missing() {
    return sum.missing();
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
