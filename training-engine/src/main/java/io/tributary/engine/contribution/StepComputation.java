package io.tributary.engine.contribution;

import io.tributary.engine.codec.ContributionSum;
import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.codec.StepValues;
import io.tributary.engine.contribution.StepLaps.Phase;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of a step: computes what its partitions contribute. Every partition's batch is
 * one unit of computation, so the result does not depend on which other partitions the agent owns.
 * Not thread-safe.
 */
final class StepComputation {
  private final TrainingPlan plan;
  private final GradientKernel kernel;
  private final StepShare share;
  private final @Nullable GossipNodes gossip;
  private final StepValues values;
  private final PartitionMemories memories;
  private final ContributionSum sum;
  private final MetricSums noRows;
  private final StepLaps laps;
  private @Nullable GradientSpread spread;

  /**
   * @param start where the computation begins; only its memories are used
   * @param laps what is computed, evaluated and encoded here counts there
   */
  StepComputation(TrainingPlan plan, GradientKernel kernel, SavedState start, StepLaps laps) {
    this.plan = plan;
    this.laps = laps;
    this.kernel = kernel;
    this.gossip =
        plan.strategy() instanceof StrategyDefinition.Gossip strategy
            ? new GossipNodes(plan, strategy, kernel, start)
            : null;
    this.share = gossip == null ? StepShare.of(plan, kernel) : new GossipShare(plan, gossip);
    this.values = StepValues.of(plan);
    this.memories = new PartitionMemories(plan, share, start);
    this.sum = new ContributionSum(new ChunkLayout(values.largest()));
    this.noRows = MetricLayout.of(plan).zero();
  }

  /**
   * Computes the contribution of {@code rows}' partitions to the header's step, at the parameters
   * of the step's base, which {@code state} must still hold.
   *
   * @param header the partitions must be those of {@code rows}
   * @param exponents grid that the step was issued with, by chunk
   * @return one sum per chunk in order, or one refusal
   */
  List<Contribution> compute(
      Contribution.Header header, int[] exponents, TrainingState state, List<PartitionRows> rows) {
    float[] parameters = state.parametersAt(state.baseOf(header.step(), plan));
    kernel.load(parameters);
    laps.end(Phase.COMPUTE);
    return state.isEnd(header.step(), plan)
        ? List.of(evaluationOnly(header, parameters, rows))
        : gradients(header, exponents, state, rows);
  }

  private Contribution evaluationOnly(
      Contribution.Header header, float[] parameters, List<PartitionRows> rows) {
    spread = null;
    StepReport report = report(true, noRows, parameters, rows);
    return new Contribution.Sum(
        header, header.step(), 0, Grid.LOWEST_EXPONENT, PackedInts.none(), report);
  }

  private List<Contribution> gradients(
      Contribution.Header header, int[] exponents, TrainingState state, List<PartitionRows> rows) {
    long step = header.step();
    long base = plan.baseOf(step);
    MetricSums train = sum(step, exponents, state, rows);
    if (!sum.fits()) {
      return List.of(new Contribution.Refusal(header, sum.needed().clone(), sum.finite()));
    }
    float[] parameters = state.parametersAt(base);
    boolean evaluates = state.evaluatesAt(step, plan);
    return chunks(
        header, base, () -> report(evaluates, train, parameters, rows).keeping(sum.kept()));
  }

  /**
   * The contribution of one partition's batch that is a step of its own, at the newest parameters,
   * on the finest grid that it fits.
   *
   * @param header its step is the partition's clock
   * @return one sum per chunk in order, or one refusal where something is not finite
   */
  List<Contribution> own(Contribution.Header header, TrainingState state, PartitionRows rows) {
    kernel.load(state.parameters());
    StepShare.Turn turn = turn(rows, header.step(), state.parameters(), state);
    MetricSums train = seen(turn);
    laps.end(Phase.COMPUTE);
    int[] finest = new int[sum.layout().chunks()];
    Arrays.fill(finest, Grid.LOWEST_EXPONENT);
    sum.start(finest);
    add(turn, train);
    if (sum.finite() && !sum.fits()) {
      sum.start(sum.needed().clone());
      add(turn, train);
    }
    laps.end(Phase.ENCODE);
    return sum.fits()
        ? chunks(header, state.step(), () -> new StepReport(train, null, null, laps.take()))
        : List.of(new Contribution.Refusal(header, sum.needed().clone(), sum.finite()));
  }

  private StepShare.Turn turn(
      PartitionRows rows, long step, float[] parameters, TrainingState state) {
    PartitionMemory before = memories.before(rows.index(), step);
    PartitionMemory after = memories.after(rows.index(), step);
    return new StepShare.Turn(rows, step, parameters, state, before, after);
  }

  private void add(StepShare.Turn turn, MetricSums train) {
    if (!train.finite()) {
      sum.notFinite();
    }
    share.addTo(sum, turn);
  }

  /** The partitions' holdout at the newest parameters. */
  Contribution.Evaluation evaluation(
      Contribution.Header header, TrainingState state, Collection<PartitionRows> rows) {
    kernel.load(state.parameters());
    Contribution.Evaluation evaluation =
        new Contribution.Evaluation(header, heldOut(rows), ParametersDigest.of(state.parameters()));
    laps.end(Phase.EVALUATE);
    return evaluation;
  }

  /**
   * @param report asked for once the values are packed, as it says how long that took
   */
  private List<Contribution> chunks(
      Contribution.Header header, long base, Supplier<StepReport> report) {
    ChunkLayout layout = new ChunkLayout(values.at(header.step()));
    List<PackedInts> packed = new ArrayList<>();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      packed.add(PackedInts.of(sum.values(), layout.offset(chunk), layout.length(chunk)));
    }
    laps.end(Phase.ENCODE);
    StepReport told = report.get();
    List<Contribution> chunks = new ArrayList<>();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      int needed = sum.needed()[chunk];
      chunks.add(
          new Contribution.Sum(
              header, base, chunk, needed, packed.get(chunk), chunk == 0 ? told : null));
    }
    return chunks;
  }

  /** Leaves the contribution in {@link #sum}. */
  private MetricSums sum(
      long step, int[] exponents, TrainingState state, List<PartitionRows> rows) {
    float[] parameters = state.parametersAt(plan.baseOf(step));
    MetricSums train = noRows;
    GradientSpread seen = GradientSpread.isTakenAt(plan, step) ? GradientSpread.NONE : null;
    sum.start(exponents);
    for (PartitionRows partition : rows) {
      StepShare.Turn turn = turn(partition, step, parameters, state);
      MetricSums part = seen(turn);
      laps.end(Phase.COMPUTE);
      seen = seen == null ? null : seen.plus(share.spread(part.rows()));
      add(turn, part);
      train = train.plus(part);
      laps.end(Phase.ENCODE);
    }
    spread = seen;
    return train;
  }

  /** Computes the partition's share; its rows are those of the first where all hold the same. */
  private MetricSums seen(StepShare.Turn turn) {
    return share.compute(turn).in(plan.columns() == null ? turn.partition() : 0);
  }

  /** Partitions that learn between steps; null where they learn in them. */
  @Nullable GossipNodes gossip() {
    return gossip;
  }

  /** Whether the partitions' memories are known as {@code step} needs them. */
  boolean knows(Collection<PartitionRows> rows, long step) {
    return rows.stream()
        .allMatch(
            partition ->
                gossip == null
                    ? memories.knows(partition.index(), step)
                    : gossip.remembers(partition.index(), step));
  }

  /**
   * Brings memories from before {@code step} to after it where nobody asked for the contribution:
   * the step was committed without us, or before we began.
   */
  void catchUp(long step, int[] exponents, TrainingState state, Collection<PartitionRows> rows) {
    if (gossip != null) {
      return;
    }
    List<PartitionRows> behind =
        rows.stream()
            .filter(partition -> memories.knows(partition.index(), step))
            .filter(partition -> !memories.knows(partition.index(), step + 1))
            .toList();
    if (!behind.isEmpty()) {
      kernel.load(state.parametersAt(plan.baseOf(step)));
      sum(step, exponents, state, behind);
    }
  }

  /** Partitions beside {@code rows} are forgotten. */
  void retain(Collection<PartitionRows> rows) {
    memories.retain(rows.stream().map(PartitionRows::index).toList());
  }

  /** What a partition remembers before {@code step}, as bytes. */
  byte[] memory(int partition, long step) {
    return gossip == null
        ? memories.before(partition, step).toBytes()
        : gossip.memory(partition, step);
  }

  private StepReport report(
      boolean evaluates, MetricSums train, float[] parameters, List<PartitionRows> rows) {
    if (!evaluates) {
      return new StepReport(train, null, null, laps.take(), spread, null);
    }
    MetricSums evaluation = heldOut(rows);
    byte[] digest = ParametersDigest.of(parameters);
    laps.end(Phase.EVALUATE);
    return new StepReport(train, evaluation, digest, laps.take(), spread, null);
  }

  private MetricSums heldOut(Collection<PartitionRows> rows) {
    MetricSums evaluation = noRows;
    for (PartitionRows partition : rows) {
      if (partition.holdout().rows() > 0) {
        evaluation = evaluation.plus(kernel.evaluate(partition.holdout(), partition.train()));
      }
    }
    return evaluation;
  }
}
