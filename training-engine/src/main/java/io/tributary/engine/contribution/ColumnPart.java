package io.tributary.engine.contribution;

import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.kernel.ColumnKernel;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.optimizer.ParameterBlock;
import io.tributary.engine.optimizer.UpdateRule;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * One partition's part of a model whose columns are split: the first layer's weights of its inputs,
 * then, as every other partition has them too, the first layer's biases and the layers above. Not
 * thread-safe.
 */
final class ColumnPart {
  private final ColumnSplit columns;
  private final int partition;
  private final BatchPlan batches;
  private final ColumnKernel kernel;
  private final UpdateRule rule;
  private final TrainingPlan plan;
  private final MetricSums noRows;
  private final int units;

  /** By input of this part, the first of its weights in the whole model's parameters. */
  private final int[] weightsAt;

  private final int restAt;
  private final float[] gradient;

  ColumnPart(TrainingPlan whole, ColumnSplit columns, int partition, ColumnKernel kernel) {
    this.plan = whole.partOf(partition);
    ParameterBlock first = ParameterBlocks.of(whole).getFirst();
    this.columns = columns;
    this.partition = partition;
    this.batches = whole.batches();
    this.kernel = kernel;
    this.rule = ParameterBlocks.updateRule(plan);
    this.noRows = MetricLayout.of(plan).zero();
    this.units = first.rows();
    this.weightsAt =
        Arrays.stream(columns.groups().get(partition).places(whole.preprocessing()))
            .map(place -> place * units)
            .toArray();
    this.restAt = first.to();
    this.gradient = new float[kernel.parameterCount()];
  }

  /** Parameters and slots of zeros. */
  PartitionMemory nothing() {
    return PartitionMemory.empty(
        new PartitionMemory.Shape(1 + rule.slots(), 0), kernel.parameterCount());
  }

  MetricSums noRows() {
    return noRows;
  }

  /** Overwrites {@code part} with what belongs to it of the whole model. */
  void take(float[] whole, float[] part) {
    for (int input = 0; input < weightsAt.length; input++) {
      System.arraycopy(whole, weightsAt[input], part, input * units, units);
    }
    int rest = weightsAt.length * units;
    System.arraycopy(whole, restAt, part, rest, part.length - rest);
  }

  /**
   * Adds the bits of {@code part} to {@code whole} at their places, where nobody else adds any:
   * what all partitions have is added by the first.
   */
  void addBits(float[] part, int[] whole) {
    for (int input = 0; input < weightsAt.length; input++) {
      addBits(part, input * units, units, whole, weightsAt[input]);
    }
    if (partition == 0) {
      int rest = weightsAt.length * units;
      addBits(part, rest, part.length - rest, whole, restAt);
    }
  }

  private static void addBits(float[] part, int from, int length, int[] whole, int at) {
    for (int i = 0; i < length; i++) {
      whole[at + i] += Float.floatToRawIntBits(part[from + i]);
    }
  }

  /**
   * One optimiser step, from a batch whose scores are known.
   *
   * @param step of the batch
   * @param scores summed over all partitions, shape [rows, units]
   * @param memory parameters and slots; changed in place
   * @return sums over the rows of the batch that this partition counts
   */
  MetricSums learn(Examples rows, int[] order, long step, float[] scores, PartitionMemory memory) {
    int count = batches.rowsAt(partition, step);
    float[] parameters = memory.vectors()[0];
    float[][] slots = Arrays.copyOfRange(memory.vectors(), 1, memory.vectors().length);
    kernel.load(parameters);
    // The same units for all parts: everything above the first layer is one model.
    kernel.draw(plan.drawKey(0, batches.batchOf(step)));
    MetricSums seen =
        kernel.gradient(
            rows,
            order,
            batches.firstPosition(partition, step),
            count,
            scores,
            columns.firstCounted(partition, count),
            columns.firstCounted(partition + 1, count),
            gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= (float) (1.0 / count);
    }
    rule.apply(parameters, slots, gradient, batches.batchOf(step));
    return seen;
  }

  /** Overwrites {@code target} with this part's share of the first layer's scores of a batch. */
  void scores(Examples rows, int[] order, long step, float[] parameters, float[] target) {
    kernel.load(parameters);
    int from = batches.firstPosition(partition, step);
    kernel.scores(rows, order, from, batches.rowsAt(partition, step), target);
  }
}
