package io.tributary.engine.codec;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.TrainingPlan;

/**
 * Deep Gradient Compression (Lin et al., ICLR 2018): a partition sends the values with the largest
 * accumulated gradients and remembers the rest. With momentum correction it accumulates a velocity,
 * {@code u = m u + g, v = v + u}, and forgets the velocity of what it sends.
 *
 * <p>Memory: the accumulated gradient v; with momentum correction the velocity u.
 */
final class TopKCodec implements GradientCodec {
  /** Of DGC: the share of the values that is sent in the first epoch of a warm-up. */
  private static final float FIRST_SHARE = 0.25f;

  private final TrainingPlan plan;
  private final CompressionDefinition.TopK topK;
  private final int parameters;
  private final SmallGrid grid;
  private final LargestValues largest = new LargestValues();

  TopKCodec(TrainingPlan plan, CompressionDefinition.TopK topK, int parameters) {
    this.plan = plan;
    this.topK = topK;
    this.parameters = parameters;
    this.grid = new SmallGrid(plan);
  }

  @Override
  public int values() {
    return parameters;
  }

  @Override
  public PartitionMemory.Shape memory() {
    return new PartitionMemory.Shape(topK.momentum() > 0 ? 2 : 1, 0);
  }

  @Override
  public void add(
      Encoding encoding,
      float[] gradient,
      float[][] shared,
      PartitionMemory before,
      PartitionMemory after,
      ContributionSum sum) {
    boolean finite =
        topK.momentum() == 0
            ? ErrorFeedback.accumulate(gradient, before, after, sum)
            : accumulateVelocity(gradient, before, after, sum);
    if (!finite) {
      return;
    }
    float[] accumulated = after.vectors()[0];
    int k = Math.max(1, Math.round(share(encoding.step()) * parameters));
    float least = largest.magnitude(accumulated, k);
    ChunkLayout layout = sum.layout();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      send(chunk, least, after, sum);
    }
  }

  /** Share of the values that is sent in {@code step}. */
  float share(long step) {
    int epoch = plan.batches().epochOf(step);
    if (epoch >= topK.warmupEpochs() || topK.share() >= FIRST_SHARE) {
      return topK.share();
    }
    double fallen = (double) epoch / topK.warmupEpochs();
    return (float) (FIRST_SHARE * StrictMath.pow(topK.share() / FIRST_SHARE, fallen));
  }

  private boolean accumulateVelocity(
      float[] gradient, PartitionMemory before, PartitionMemory after, ContributionSum sum) {
    float[] old = before.vectors()[0];
    float[] accumulated = after.vectors()[0];
    float[] oldVelocity = before.vectors()[1];
    float[] velocity = after.vectors()[1];
    float momentum = topK.momentum();
    for (int i = 0; i < parameters; i++) {
      if (topK.nesterov()) {
        velocity[i] = momentum * (oldVelocity[i] + gradient[i]);
        accumulated[i] = old[i] + (velocity[i] + gradient[i]);
      } else {
        velocity[i] = momentum * oldVelocity[i] + gradient[i];
        accumulated[i] = old[i] + velocity[i];
      }
    }
    return ErrorFeedback.isFinite(accumulated, sum);
  }

  /** Zeros are never sent, however many there are among the largest. */
  private void send(int chunk, float least, PartitionMemory after, ContributionSum sum) {
    float[] accumulated = after.vectors()[0];
    int from = sum.layout().offset(chunk);
    int to = from + sum.layout().length(chunk);
    float magnitude = 0;
    for (int i = from; i < to; i++) {
      magnitude = Math.max(magnitude, Math.abs(accumulated[i]));
    }
    if (magnitude < least || magnitude == 0) {
      return;
    }
    sum.need(chunk, grid.exponentFor(magnitude));
    if (sum.gridUnknown(chunk)) {
      return;
    }
    double point = Math.scalb(1.0, sum.exponent(chunk));
    for (int i = from; i < to; i++) {
      if (Math.abs(accumulated[i]) >= least) {
        int sent = grid.nearest(accumulated[i], point);
        sum.values()[i] += sent;
        accumulated[i] -= (float) (sent * point);
        if (sent != 0 && topK.momentum() > 0) {
          after.vectors()[1][i] = 0;
        }
      }
    }
  }
}
