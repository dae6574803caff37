package io.tributary.engine.contribution;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The agent's side of a step: computes what its partitions contribute. Every partition's batch is
 * one unit of computation, so the result does not depend on which other partitions the agent owns.
 * Not thread-safe.
 */
public final class StepComputation {
  /** Keeps these random numbers apart from those of row orders and initial parameters. */
  private static final long ROUNDING_STREAM = 1L << 40;

  private final TrainingPlan plan;
  private final GradientKernel kernel;
  private final PartitionWork work;
  private final Grid grid;
  private final ChunkLayout layout;
  private final float[] gradient;
  private final int[] sums;
  private final MetricSums noRows;

  public StepComputation(TrainingPlan plan, GradientKernel kernel) {
    this.plan = plan;
    this.kernel = kernel;
    this.work = PartitionWork.of(plan, kernel);
    this.grid = new Grid(plan.batches().partitions(), plan.compression());
    this.layout = new ChunkLayout(kernel.parameterCount());
    this.gradient = new float[kernel.parameterCount()];
    this.sums = new int[kernel.parameterCount()];
    this.noRows = new MetricLayout(plan.task(), plan.preprocessing()).zero();
  }

  /**
   * Computes the contribution of {@code rows}' partitions to the header's step, at the parameters
   * of the step's base, which {@code state} must still hold.
   *
   * @param header the partitions must be those of {@code rows}
   * @param exponents grid that the step was issued with, by chunk
   * @return one sum per chunk in order, or one refusal
   */
  public List<Contribution> compute(
      Contribution.Header header, int[] exponents, TrainingState state, List<PartitionRows> rows) {
    float[] parameters = state.parametersAt(plan.baseOf(header.step()));
    kernel.load(parameters);
    return header.step() == plan.batches().totalSteps()
        ? List.of(evaluationOnly(header, parameters, rows))
        : gradients(header, exponents, parameters, rows);
  }

  private Contribution evaluationOnly(
      Contribution.Header header, float[] parameters, List<PartitionRows> rows) {
    StepReport report = report(header.step(), noRows, parameters, rows, 0);
    return new Contribution.Sum(header, 0, Grid.LOWEST_EXPONENT, PackedInts.none(), report);
  }

  private List<Contribution> gradients(
      Contribution.Header header, int[] exponents, float[] parameters, List<PartitionRows> rows) {
    long step = header.step();
    int[] needed = new int[layout.chunks()];
    Arrays.fill(needed, Grid.LOWEST_EXPONENT);
    Arrays.fill(sums, 0);
    boolean fits = true;
    boolean finite = true;
    MetricSums train = noRows;
    long start = System.nanoTime();
    for (PartitionRows partition : rows) {
      MetricSums part = work.contribute(partition, step, parameters, gradient);
      int key = roundingKey(partition.index(), step);
      finite &= part.finite();
      train = train.plus(part);
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int offset = layout.offset(chunk);
        float magnitude = Grid.magnitude(gradient, offset, layout.length(chunk));
        finite &= magnitude <= Grid.LARGEST_MAGNITUDE;
        needed[chunk] = Math.max(needed[chunk], finite ? grid.exponentFor(magnitude) : 0);
        fits &= finite && needed[chunk] <= exponents[chunk];
        if (fits) {
          grid.add(gradient, offset, layout.length(chunk), exponents[chunk], key, sums);
        }
      }
    }
    long micros = (System.nanoTime() - start) / 1_000;
    if (!fits) {
      return List.of(new Contribution.Refusal(header, needed, finite));
    }
    StepReport report = report(step, train, parameters, rows, micros);
    List<Contribution> chunks = new ArrayList<>();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      PackedInts values = PackedInts.of(sums, layout.offset(chunk), layout.length(chunk));
      chunks.add(
          new Contribution.Sum(header, chunk, needed[chunk], values, chunk == 0 ? report : null));
    }
    return chunks;
  }

  /** The same for a partition and step whoever computes, so that a duplicate has the same bits. */
  private int roundingKey(int partition, long step) {
    long stream = CounterHash.key(plan.seed(), ROUNDING_STREAM + partition);
    return (int) CounterHash.bits(stream, step);
  }

  private StepReport report(
      long step,
      MetricSums train,
      float[] parameters,
      List<PartitionRows> rows,
      long computeMicros) {
    if (!plan.evaluatesAt(step)) {
      return new StepReport(train, null, null, computeMicros);
    }
    MetricSums evaluation = noRows;
    for (PartitionRows partition : rows) {
      if (partition.holdout().rows() > 0) {
        evaluation = evaluation.plus(kernel.evaluate(partition.holdout()));
      }
    }
    return new StepReport(train, evaluation, ParametersDigest.of(parameters), computeMicros);
  }
}
