package io.tributary.engine.codec;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.TrainingPlan;

/**
 * Strom (Interspeech 2015): {@code r = r + g}; where r is beyond the threshold, plus or minus the
 * threshold is sent and taken off r. Each partition has a threshold of its own, which grows while
 * more than the wanted share is sent and shrinks while less, as DL4J's adaptive threshold does. It
 * starts where the first gradient would send the wanted share.
 *
 * <p>Memory: r; the threshold.
 */
final class ThresholdCodec implements GradientCodec {
  /** Growth of the threshold in a step that sends too much. */
  private static final float GROWTH = 1.04f;

  private final float share;
  private final int parameters;
  private final SmallGrid grid;
  private final LargestValues largest = new LargestValues();

  ThresholdCodec(TrainingPlan plan, CompressionDefinition.Threshold definition, int parameters) {
    this.share = definition.share();
    this.parameters = parameters;
    this.grid = new SmallGrid(plan);
  }

  @Override
  public int values() {
    return parameters;
  }

  @Override
  public PartitionMemory.Shape memory() {
    return new PartitionMemory.Shape(1, 1);
  }

  @Override
  public void add(
      Encoding encoding,
      float[] gradient,
      float[][] shared,
      PartitionMemory before,
      PartitionMemory after,
      ContributionSum sum) {
    if (!ErrorFeedback.accumulate(gradient, before, after, sum)) {
      return;
    }
    float[] left = after.vectors()[0];
    int wanted = Math.max(1, Math.round(share * parameters));
    float threshold = before.numbers()[0];
    if (threshold == 0) {
      threshold = largest.magnitude(left, wanted);
    }
    int sent = 0;
    ChunkLayout layout = sum.layout();
    boolean silent = false;
    for (int chunk = 0; chunk < layout.chunks() && threshold > 0; chunk++) {
      silent |= sum.gridUnknown(chunk);
      sent += send(chunk, threshold, left, sum);
    }
    after.numbers()[0] =
        silent ? threshold : sent > wanted ? threshold * GROWTH : threshold / GROWTH;
  }

  /** Number of values sent. */
  private int send(int chunk, float threshold, float[] left, ContributionSum sum) {
    sum.need(chunk, grid.exponentFor(threshold));
    if (sum.gridUnknown(chunk)) {
      return 0;
    }
    double point = Math.scalb(1.0, sum.exponent(chunk));
    int points = Math.max(1, grid.nearest(threshold, point));
    // The threshold as the grid has it: what is taken off is exactly what is sent.
    float step = (float) (points * point);
    int from = sum.layout().offset(chunk);
    int to = from + sum.layout().length(chunk);
    int count = 0;
    for (int i = from; i < to; i++) {
      if (Math.abs(left[i]) >= step) {
        int sign = left[i] < 0 ? -1 : 1;
        sum.values()[i] += sign * points;
        left[i] -= sign * step;
        count++;
      }
    }
    return count;
  }
}
