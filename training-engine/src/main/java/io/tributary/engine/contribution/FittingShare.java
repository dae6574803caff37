package io.tributary.engine.contribution;

import io.tributary.engine.codec.ContributionSum;
import io.tributary.engine.codec.GradientCodec;
import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.unsupervised.Fitting;
import java.util.Arrays;

/**
 * Where a model is learnt without gradients: a partition's statistics. What is counted is added as
 * it is, whatever the grid; all else goes through the plan's codec.
 */
final class FittingShare implements StepShare {
  private final TrainingPlan plan;
  private final Fitting fitting;
  private final GradientCodec codec;
  private final Fitting.Statistics statistics;

  FittingShare(TrainingPlan plan) {
    this.plan = plan;
    this.fitting = Fitting.of(plan);
    this.codec = GradientCodec.of(plan);
    int most = fitting.mostValues();
    this.statistics = new Fitting.Statistics(new float[most], new int[most]);
  }

  @Override
  public PartitionMemory nothing(int partition) {
    return PartitionMemory.empty(PartitionMemory.Shape.NONE, 0);
  }

  @Override
  public MetricSums compute(Turn turn) {
    Arrays.fill(statistics.values(), 0);
    Arrays.fill(statistics.counts(), 0);
    PartitionRows rows = turn.rows();
    BatchPlan batches = plan.batches();
    Fitting.Batch batch =
        new Fitting.Batch(
            turn.partition(),
            rows.train(),
            rows.order(plan, turn.step()),
            batches.firstPosition(turn.partition(), turn.step()),
            batches.rowsAt(turn.partition(), turn.step()));
    return fitting.contribute(
        batch, turn.step(), turn.parameters(), turn.state().slots(), statistics);
  }

  @Override
  public void addTo(ContributionSum sum, Turn turn) {
    if (!fitting.countsAt(turn.step())) {
      GradientCodec.Encoding encoding = StepShare.encoding(plan, turn);
      codec.add(
          encoding, statistics.values(), turn.state().shared(), turn.before(), turn.after(), sum);
      return;
    }
    int[] counts = statistics.counts();
    for (int i = 0; i < fitting.values(turn.step()); i++) {
      sum.values()[i] += counts[i];
    }
  }
}
