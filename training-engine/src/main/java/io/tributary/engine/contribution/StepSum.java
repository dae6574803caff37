package io.tributary.engine.contribution;

import io.tributary.engine.codec.KeptBack;
import io.tributary.engine.codec.StepValues;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.wire.PackedInts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sums the contributions to one step as they come, in any order and grouping. Each partition counts
 * once per chunk; what overlaps with it is a duplicate. Who has contributed is kept up at once; the
 * values of a vector of several chunks wait until {@link #settle()} or until {@link #MOST_WAITING}
 * of them do, and are then added chunk beside chunk. Not thread-safe: only while the caller waits
 * in a method do workers look at it.
 */
public final class StepSum {
  /** Records of values that wait at most: 16 MiB. */
  static final int MOST_WAITING = 32;

  /** What became of a contribution. */
  public enum Verdict {
    TAKEN,
    DUPLICATE,
    /** Does not fit the job: partitions or chunks it does not have. */
    INVALID
  }

  private final ChunkLayout layout;
  private final Grid grid;
  private final PartitionSet partitions;
  private final int[] sums;
  private final BitSet[] covered;
  private final int[] needed;
  private final StepValues values;
  private final ChunkWorkers workers;
  private final List<Deque<PackedInts>> waiting = new ArrayList<>();
  private int waitingRecords;
  private int length;
  private int chunks;
  private @Nullable MetricSums train;
  private @Nullable MetricSums evaluation;
  private @Nullable GradientSpread spread;
  private @Nullable StepTimes slowest;
  private @Nullable KeptBack kept;
  private boolean refused;
  private boolean finite;

  /**
   * A sum over all partitions of a job.
   *
   * @param layout of what the plan's updates carry
   */
  public StepSum(ChunkLayout layout, TrainingPlan plan, ChunkWorkers workers) {
    this(layout, plan, workers, PartitionSet.first(plan.batches().partitions()));
  }

  /**
   * A sum over some partitions of a job.
   *
   * @param layout of what the plan's updates carry
   * @param partitions without which the sum is not complete, and beside which none counts
   */
  public StepSum(
      ChunkLayout layout, TrainingPlan plan, ChunkWorkers workers, PartitionSet partitions) {
    this.workers = workers;
    this.layout = layout;
    this.partitions = partitions;
    this.grid = Grid.of(plan, CompressionLevel.NONE);
    this.sums = new int[layout.length()];
    this.covered = new BitSet[layout.chunks()];
    Arrays.setAll(covered, chunk -> new BitSet());
    this.needed = new int[layout.chunks()];
    this.values = StepValues.of(plan);
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      waiting.add(new ArrayDeque<>());
    }
    restart(0, false);
  }

  /**
   * Forgets everything; the memory is used again.
   *
   * @param step to come
   * @param evaluationOnly whether it changes nothing: the one after the last
   */
  public void restart(long step, boolean evaluationOnly) {
    length = evaluationOnly ? 0 : values.at(step);
    chunks = evaluationOnly ? 1 : new ChunkLayout(length).chunks();
    waiting.forEach(Deque::clear);
    waitingRecords = 0;
    Arrays.fill(sums, 0);
    for (BitSet set : covered) {
      set.clear();
    }
    Arrays.fill(needed, Grid.LOWEST_EXPONENT);
    train = null;
    evaluation = null;
    spread = null;
    slowest = null;
    kept = null;
    refused = false;
    finite = true;
  }

  /**
   * Takes a contribution to this step and attempt in.
   *
   * @throws io.tributary.engine.grid.ChunkFailedException when values cannot be added; this or
   *     earlier ones
   */
  public Verdict add(Contribution contribution) {
    PartitionSet set = contribution.header().partitions();
    if (set.size() == 0 || !partitions.containsAll(set)) {
      return Verdict.INVALID;
    }
    return switch (contribution) {
      case Contribution.Sum sum -> add(sum);
      case Contribution.Refusal refusal -> add(refusal);
      case Contribution.Memory memory -> Verdict.INVALID;
      case Contribution.Evaluation evaluated -> Verdict.INVALID;
    };
  }

  private Verdict add(Contribution.Sum sum) {
    int chunk = sum.chunk();
    if (chunk < 0 || chunk >= chunks || sum.values().length() != valuesIn(chunk)) {
      return Verdict.INVALID;
    }
    if (sum.header().partitions().intersects(covered[chunk])) {
      return Verdict.DUPLICATE;
    }
    waiting.get(chunk).add(sum.values());
    waitingRecords++;
    if (chunks == 1 || waitingRecords == MOST_WAITING) {
      settle();
    }
    needed[chunk] = Math.max(needed[chunk], sum.neededExponent());
    StepReport report = sum.report();
    if (report != null) {
      StepTimes times = report.times();
      slowest = slowest == null || times.workMicros() > slowest.workMicros() ? times : slowest;
      KeptBack back = report.kept();
      kept = kept == null || back == null ? back : kept.plus(back);
      train = plus(train, report.train());
      MetricSums heldOut = report.evaluation();
      evaluation = heldOut == null ? evaluation : plus(evaluation, heldOut);
      GradientSpread own = report.spread();
      spread = own == null || spread == null ? own : spread.plus(own);
    }
    sum.header().partitions().addTo(covered[chunk]);
    return Verdict.TAKEN;
  }

  /**
   * Adds the values that wait: afterwards none of what was taken in is looked at again, so that its
   * memory may be used for something else.
   *
   * @throws io.tributary.engine.grid.ChunkFailedException when values cannot be added
   */
  public void settle() {
    if (waitingRecords > 0) {
      waitingRecords = 0;
      workers.each(chunks, this::addWaiting);
    }
  }

  private void addWaiting(int chunk) {
    Deque<PackedInts> mine = waiting.get(chunk);
    while (!mine.isEmpty()) {
      mine.removeFirst().addTo(sums, layout.offset(chunk));
    }
  }

  /** Records of values that wait to be added. */
  int waitingRecords() {
    return waitingRecords;
  }

  private Verdict add(Contribution.Refusal refusal) {
    if (refusal.neededExponents().length != needed.length) {
      return Verdict.INVALID;
    }
    PartitionSet set = refusal.header().partitions();
    for (BitSet chunk : covered) {
      if (set.intersects(chunk)) {
        return Verdict.DUPLICATE;
      }
    }
    refused = true;
    finite &= refusal.finite();
    for (int chunk = 0; chunk < needed.length; chunk++) {
      needed[chunk] = Math.max(needed[chunk], refusal.neededExponents()[chunk]);
    }
    for (BitSet chunk : covered) {
      set.addTo(chunk);
    }
    return Verdict.TAKEN;
  }

  private int valuesIn(int chunk) {
    return Math.min(layout.length(chunk), length - layout.offset(chunk));
  }

  private static MetricSums plus(@Nullable MetricSums sum, MetricSums part) {
    return sum == null ? part : sum.plus(part);
  }

  /** Whether every partition is in every chunk, as a sum or as a refusal. */
  public boolean isComplete() {
    for (int chunk = 0; chunk < chunks; chunk++) {
      if (covered[chunk].cardinality() < partitions.size()) {
        return false;
      }
    }
    return true;
  }

  /** Whether some partitions are there, and each of them in every chunk. */
  public boolean isEven() {
    for (int chunk = 1; chunk < chunks; chunk++) {
      if (!covered[chunk].equals(covered[0])) {
        return false;
      }
    }
    return !covered[0].isEmpty();
  }

  /** Partitions that are missing in some chunk, rising. */
  public List<Integer> missing() {
    return partitions.toList().stream()
        .filter(p -> Arrays.stream(covered).limit(chunks).anyMatch(set -> !set.get(p)))
        .toList();
  }

  /** Whether some contribution did not fit the grid. */
  public boolean isRefused() {
    return refused;
  }

  /** False when some loss or gradient was not finite. */
  public boolean isFinite() {
    return finite && (evaluation == null || evaluation.finite());
  }

  /** By chunk, the smallest exponent on which every contribution so far fits; not copied. */
  public int[] needed() {
    return needed;
  }

  /**
   * How long the gradients are that the complete, unrefused sum is of; null in a step that does not
   * look at it.
   *
   * @param exponents grid of the sum
   */
  public @Nullable GradientLengths lengths(int[] exponents) {
    GradientSpread all = spread;
    MetricSums used = train;
    return all == null || used == null || used.rows() == 0
        ? null
        : new GradientLengths(
            all.squares(), all.partitions(), squares(exponents) / used.rows(), used.rows());
  }

  /**
   * The complete sum as contributions, as one agent would have made them that owned all of the
   * partitions and were as fast as the slowest of those that do: one sum per chunk in order, or one
   * refusal.
   *
   * @param base committed steps that the parameters included
   * @param parametersDigest that every report in the sum had, if any
   */
  List<Contribution> toContributions(
      Contribution.Header header, long base, byte @Nullable [] parametersDigest) {
    if (refused) {
      return List.of(new Contribution.Refusal(header, needed.clone(), finite));
    }
    settle();
    StepReport report =
        new StepReport(
            Objects.requireNonNull(train),
            evaluation,
            parametersDigest,
            Objects.requireNonNull(slowest),
            spread,
            kept);
    Contribution[] sent = new Contribution[chunks];
    workers.each(
        chunks,
        chunk ->
            sent[chunk] =
                new Contribution.Sum(
                    header, base, chunk, needed[chunk], packed(chunk), chunk == 0 ? report : null));
    return List.of(sent);
  }

  private PackedInts packed(int chunk) {
    return PackedInts.of(sums, layout.offset(chunk), valuesIn(chunk));
  }

  /**
   * Squared Euclidean norm of the sum.
   *
   * @param exponents grid of the sum
   */
  public double squares(int[] exponents) {
    settle();
    double[] squares = new double[chunks];
    workers.each(
        chunks,
        chunk -> {
          int to = layout.offset(chunk) + valuesIn(chunk);
          double integers = 0;
          for (int i = layout.offset(chunk); i < to; i++) {
            integers += (double) sums[i] * sums[i];
          }
          squares[chunk] = integers * Math.scalb(1.0, 2 * exponents[chunk]);
        });
    return Arrays.stream(squares).sum();
  }

  /** The complete, unrefused sum as ledger records, where the plan has one grid for all steps. */
  public List<LedgerRecord> toRecords(Generation generation, long step, int[] exponents) {
    return toRecords(generation, step, exponents, grid, grid, null);
  }

  /**
   * The complete, unrefused sum as ledger records.
   *
   * @param exponents grid of the sum
   * @param used by the step's contributions
   * @param next that of the step whose exponents this update gives
   * @param choice of another level of compression; null for none
   */
  public List<LedgerRecord> toRecords(
      Generation generation,
      long step,
      int[] exponents,
      Grid used,
      Grid next,
      @Nullable LevelChoice choice) {
    settle();
    UpdateSummary summary =
        new UpdateSummary(Objects.requireNonNull(train), evaluation, null, choice);
    LedgerRecord[] records = new LedgerRecord[chunks];
    workers.each(
        chunks,
        chunk ->
            records[chunk] =
                new LedgerRecord.UpdateChunk(
                    generation,
                    step,
                    chunk,
                    chunks,
                    exponents[chunk],
                    used.nextExponent(needed[chunk], exponents[chunk], next),
                    packed(chunk),
                    chunk == 0 ? summary : null));
    return List.of(records);
  }
}
