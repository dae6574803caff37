package io.tributary.engine.state;

import io.tributary.engine.codec.GradientDecoder;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.TrainingPlan;

/** Where partitions gossip: the parameters become the mean of all partitions' models. */
final class ConsensusFold implements StepFold {
  private final GradientDecoder decoder;
  private final int partitions;

  ConsensusFold(TrainingPlan plan) {
    this.decoder = GradientDecoder.of(plan);
    this.partitions = plan.batches().partitions();
  }

  @Override
  public void fold(Update update, TrainingState state) {
    decoder.decode(update, partitions, state.shared(), state.parameters());
  }
}
