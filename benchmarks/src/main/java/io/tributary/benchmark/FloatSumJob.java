package io.tributary.benchmark;

import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.optimizer.UpdateRule;
import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.plan.TrainingPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link InProcessJob} does, with plain float32 sums and raw float32 records: the step without
 * grids, packing, reports and a ledger. Its result depends on who adds first.
 */
final class FloatSumJob implements AutoCloseable {
  private final TrainingPlan plan;
  private final GradientKernel kernel;
  private final List<List<PartitionRows>> agents;
  private final List<Replica> replicas = new ArrayList<>();
  private final float[] gradient;
  private final float[] agentsSum;
  private final float[] sum;
  private long step;

  /** Parameters and optimiser state of an agent, or of the coordinator. */
  private record Replica(float[] parameters, float[][] slots, float[] gradient, UpdateRule rule) {
    void fold(byte[] update, long rows, long step) {
      ByteBuffer.wrap(update).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(gradient);
      float scale = 1f / rows;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale;
      }
      rule.apply(parameters, slots, gradient, step);
    }
  }

  /**
   * @param agents the partitions of each
   */
  FloatSumJob(TrainingPlan plan, List<List<PartitionRows>> agents) {
    this.plan = plan;
    this.agents = agents;
    this.kernel = GradientKernels.create(plan);
    int length = kernel.parameterCount();
    this.gradient = new float[length];
    this.agentsSum = new float[length];
    this.sum = new float[length];
    for (int replica = 0; replica <= agents.size(); replica++) {
      UpdateRule rule = ParameterBlocks.updateRule(plan);
      replicas.add(
          new Replica(
              InitialParameters.of(plan),
              new float[rule.slots()][length],
              new float[length],
              rule));
    }
  }

  void step() {
    Arrays.fill(sum, 0);
    for (int agent = 0; agent < agents.size(); agent++) {
      kernel.load(replicas.get(agent).parameters());
      Arrays.fill(agentsSum, 0);
      for (PartitionRows partition : agents.get(agent)) {
        add(partition);
      }
      ByteBuffer record = record(agentsSum);
      float[] received = new float[sum.length];
      record.asFloatBuffer().get(received);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += received[i];
      }
    }
    byte[] update = record(sum).array();
    replicas.forEach(replica -> replica.fold(update, plan.rowsAt(step), step));
    step++;
  }

  private void add(PartitionRows partition) {
    int p = partition.index();
    int epoch = plan.batches().epochOf(step);
    int[] order = BatchOrder.order(plan.seed(), p, epoch, partition.train().rows());
    int from = plan.batches().firstPosition(p, step);
    kernel.gradient(partition.train(), order, from, plan.batches().rowsAt(p, step), gradient);
    for (int i = 0; i < gradient.length; i++) {
      agentsSum[i] += gradient[i];
    }
  }

  private static ByteBuffer record(float[] values) {
    ByteBuffer record =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    record.asFloatBuffer().put(values);
    return record;
  }

  @Override
  public void close() {
    kernel.close();
  }
}
