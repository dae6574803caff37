package io.tributary.engine.contribution;

import io.tributary.engine.codec.ContributionSum;
import io.tributary.engine.codec.GradientCodec;
import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.TrainingPlan;

/** Where partitions hold rows: a vector of the parameters' length, through the plan's codec. */
final class EncodedShare implements StepShare {
  private final TrainingPlan plan;
  private final PartitionWork work;
  private final GradientCodec codec;
  private final int parameters;
  private final float[] gradient;

  EncodedShare(TrainingPlan plan, GradientKernel kernel) {
    this.plan = plan;
    this.work = PartitionWork.of(plan, kernel);
    this.codec = GradientCodec.of(plan);
    this.parameters = kernel.parameterCount();
    this.gradient = new float[PartitionWork.targetLength(plan, kernel)];
  }

  @Override
  public PartitionMemory nothing(int partition) {
    return PartitionMemory.empty(codec.memory(), parameters);
  }

  @Override
  public MetricSums compute(Turn turn) {
    float[][] slots = turn.state().slots();
    MetricSums seen = work.contribute(turn.rows(), turn.step(), turn.parameters(), slots, gradient);
    if (plan.compression().remembers()) {
      toFullStep(turn.step());
    }
    return seen;
  }

  @Override
  public GradientSpread spread(long rows) {
    return GradientSpread.of(gradient, rows);
  }

  @Override
  public void addTo(ContributionSum sum, Turn turn) {
    GradientCodec.Encoding encoding = StepShare.encoding(plan, turn);
    codec.add(encoding, gradient, turn.state().shared(), turn.before(), turn.after(), sum);
  }

  /** What is remembered from a short step must not count for more in a full one, or the reverse. */
  private void toFullStep(long step) {
    long full = plan.batches().fullStepRows();
    long rows = plan.rowsAt(step);
    if (rows == full) {
      return;
    }
    float scale = (float) ((double) full / rows);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= scale;
    }
  }
}
