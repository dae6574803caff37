package io.tributary.engine.contribution;

import io.tributary.engine.codec.ContributionSum;
import io.tributary.engine.codec.GradientCodec;
import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.codec.StepValues;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where partitions hold columns: the partition's part of a batch's scores. First it learns from the
 * batch before, whose summed scores the state has: every partition has the labels, so it finds the
 * residuals itself. The memory is its parameters, then the optimiser's slots. A step that gathers
 * carries the parameters' bits in place of scores, and the next begins with what was gathered.
 *
 * <p>Vertically partitioned gradient descent in the clear, as in Yang et al., "Federated Machine
 * Learning: Concept and Applications", ACM TIST 10(2), 2019, section 2.4, without its encryption.
 */
final class ColumnShare implements StepShare {
  private final TrainingPlan plan;
  private final BatchPlan batches;
  private final GradientKernel kernel;
  private final ColumnSplit columns;
  private final GradientCodec codec;
  private final StepValues values;
  private final float[] scores;
  private final Map<Integer, ColumnPart> parts = new HashMap<>();

  ColumnShare(TrainingPlan plan, GradientKernel kernel, ColumnSplit columns) {
    this.plan = plan;
    this.batches = plan.batches();
    this.kernel = kernel;
    this.columns = columns;
    this.codec = GradientCodec.of(plan);
    this.values = StepValues.of(plan);
    this.scores = new float[values.largest()];
  }

  @Override
  public PartitionMemory nothing(int partition) {
    return part(partition).nothing();
  }

  private ColumnPart part(int partition) {
    return parts.computeIfAbsent(
        partition, p -> new ColumnPart(plan, columns, p, kernel.columns(p)));
  }

  @Override
  public MetricSums compute(Turn turn) {
    ColumnPart part = part(turn.partition());
    PartitionRows rows = turn.rows();
    long step = turn.step();
    float[] parameters = turn.after().vectors()[0];
    for (int i = 0; i < turn.before().vectors().length; i++) {
      System.arraycopy(
          turn.before().vectors()[i], 0, turn.after().vectors()[i], 0, parameters.length);
    }
    MetricSums seen = part.noRows();
    if (batches.followsGathering(step)) {
      part.take(turn.parameters(), parameters);
    } else {
      int[] order = rows.order(plan, step - 1);
      float[] summed = turn.state().shared()[0];
      seen = part.learn(rows.train(), order, step - 1, summed, turn.after());
    }
    if (!batches.gathersAt(step)) {
      Arrays.fill(scores, 0);
      part.scores(rows.train(), rows.order(plan, step), step, parameters, scores);
    }
    return seen;
  }

  @Override
  public void addTo(ContributionSum sum, Turn turn) {
    float[] parameters = turn.after().vectors()[0];
    if (!(Grid.magnitude(parameters, 0, parameters.length) <= Grid.LARGEST_MAGNITUDE)) {
      sum.notFinite();
    } else if (batches.gathersAt(turn.step())) {
      part(turn.partition()).addBits(parameters, sum.values());
    } else {
      GradientCodec.Encoding encoding = StepShare.encoding(plan, turn);
      codec.add(encoding, scores, turn.state().shared(), turn.before(), turn.after(), sum);
    }
  }
}
