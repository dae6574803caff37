package io.tributary.engine.contribution;

import io.tributary.engine.codec.ContributionSum;
import io.tributary.engine.codec.GradientCodec;
import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.TrainingPlan;

/** Where partitions gossip: the model that a partition ended a round with. */
final class GossipShare implements StepShare {
  private final TrainingPlan plan;
  private final GossipNodes nodes;
  private final GradientCodec codec;
  private final float[] model;

  GossipShare(TrainingPlan plan, GossipNodes nodes) {
    this.plan = plan;
    this.nodes = nodes;
    this.codec = GradientCodec.of(plan);
    this.model = new float[codec.values()];
  }

  /** What a node remembers is kept by {@link GossipNodes}: it is ahead of the steps. */
  @Override
  public PartitionMemory nothing(int partition) {
    return PartitionMemory.empty(PartitionMemory.Shape.NONE, 0);
  }

  @Override
  public MetricSums compute(Turn turn) {
    return nodes.result(turn.partition(), turn.step(), model);
  }

  @Override
  public void addTo(ContributionSum sum, Turn turn) {
    GradientCodec.Encoding encoding = StepShare.encoding(plan, turn);
    codec.add(encoding, model, turn.state().shared(), turn.before(), turn.after(), sum);
  }
}
