package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepSum.Verdict;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.TrainingState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Partitions' batches that are steps of their own, in the order in which their last chunks came. A
 * partition's batches follow each other by its clock, each once. Not thread-safe: belongs to the
 * job's event loop.
 */
final class Arrivals {
  /** Batches of a partition beyond the next one that are kept until it is committed. */
  private static final int KEPT_AHEAD = 8;

  private final TrainingPlan plan;
  private final ChunkLayout layout;
  private final Map<Batch, Chunks> incomplete = new HashMap<>();
  private final Deque<Chunks> complete = new ArrayDeque<>();

  private record Batch(int partition, long clock) {}

  /** Of one batch, computed at one base. */
  private record Chunks(Batch batch, long base, @Nullable Contribution[] parts) {
    boolean isComplete() {
      return Arrays.stream(parts).allMatch(Objects::nonNull);
    }
  }

  Arrivals(TrainingPlan plan, ChunkLayout layout) {
    this.plan = plan;
    this.layout = layout;
  }

  void clear() {
    incomplete.clear();
    complete.clear();
  }

  Verdict add(Contribution contribution, TrainingState state) {
    PartitionSet set = contribution.header().partitions();
    long clock = contribution.header().step();
    if (set.size() != 1 || set.largest() >= plan.batches().partitions() || clock < 0) {
      return Verdict.INVALID;
    }
    Batch batch = new Batch(set.largest(), clock);
    long committed = state.clock(batch.partition());
    if (clock < committed || complete.stream().anyMatch(c -> c.batch().equals(batch))) {
      return Verdict.DUPLICATE;
    }
    if (clock > committed + KEPT_AHEAD || clock >= plan.batches().totalSteps()) {
      return Verdict.INVALID;
    }
    return switch (contribution) {
      case Contribution.Sum sum -> add(batch, sum, state);
      case Contribution.Refusal refusal -> {
        complete.add(new Chunks(batch, 0, new Contribution[] {refusal}));
        yield Verdict.TAKEN;
      }
      case Contribution.Memory memory -> Verdict.INVALID;
      case Contribution.Evaluation evaluation -> Verdict.INVALID;
    };
  }

  private Verdict add(Batch batch, Contribution.Sum sum, TrainingState state) {
    int chunk = sum.chunk();
    if (chunk < 0
        || chunk >= layout.chunks()
        || sum.values().length() != layout.length(chunk)
        || sum.base() < 0
        || sum.base() > state.step()
        || (chunk == 0) == (sum.report() == null)) {
      return Verdict.INVALID;
    }
    Chunks known = incomplete.get(batch);
    if (known == null || known.base() < sum.base()) {
      // Computed anew, at newer parameters: chunks of both must not be mixed.
      known = new Chunks(batch, sum.base(), new Contribution[layout.chunks()]);
      incomplete.put(batch, known);
    }
    if (known.base() > sum.base() || known.parts()[chunk] != null) {
      return Verdict.DUPLICATE;
    }
    known.parts()[chunk] = sum;
    if (known.isComplete()) {
      incomplete.remove(batch);
      complete.add(known);
    }
    return Verdict.TAKEN;
  }

  /** What is committed next, taken out; empty when nothing is complete whose turn it is. */
  Optional<Arrival> next(TrainingState state) {
    Optional<Chunks> next =
        complete.stream()
            .filter(chunks -> chunks.batch().clock() == state.clock(chunks.batch().partition()))
            .findFirst();
    next.ifPresent(complete::remove);
    return next.map(
        chunks ->
            new Arrival(
                chunks.batch().partition(),
                chunks.base(),
                Arrays.stream(chunks.parts()).map(Objects::requireNonNull).toList()));
  }

  /** Partitions that all others will wait for at the latest, rising. */
  List<Integer> slowest(TrainingState state) {
    long slowest = state.slowestClock();
    return IntStream.range(0, plan.batches().partitions())
        .filter(p -> state.clock(p) == slowest)
        .boxed()
        .toList();
  }

  /**
   * A partition's batch.
   *
   * @param base committed steps that its parameters included
   * @param parts one sum per chunk in order, or one refusal
   */
  record Arrival(int partition, long base, List<Contribution> parts) {

    /** False where a loss or a gradient was not. */
    boolean isFinite() {
      return parts.stream().allMatch(part -> part instanceof Contribution.Sum);
    }

    /** The batch as step {@code step} of the ledger. */
    List<LedgerRecord> toRecords(Generation generation, long step) {
      List<LedgerRecord> records = new ArrayList<>(parts.size());
      for (Contribution part : parts) {
        Contribution.Sum sum = (Contribution.Sum) part;
        StepReport report = sum.report();
        records.add(
            new LedgerRecord.UpdateChunk(
                generation,
                step,
                sum.chunk(),
                parts.size(),
                sum.neededExponent(),
                sum.neededExponent(),
                sum.values(),
                report == null
                    ? null
                    : new UpdateSummary(report.train(), null, new Origin(partition, base))));
      }
      return records;
    }
  }
}
