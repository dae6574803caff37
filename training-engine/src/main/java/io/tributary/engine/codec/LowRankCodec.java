package io.tributary.engine.codec;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Arrays;

/**
 * PowerSGD (Vogels et al., NeurIPS 2019) with the left and the right thin matrix taking turns as in
 * ACP-SGD (Zhang et al., ICDCS 2023): {@code D = g + e}; sent is D times the orthonormal matrix
 * that the step before gave, or its transpose's; kept is e, D less what the own contribution
 * decodes to. Biases are sent as they are.
 *
 * <p>Memory: e. Shared: the orthonormal matrices, see {@link LowRankDecoder}.
 */
final class LowRankCodec implements GradientCodec {
  private final LowRankLayout layout;
  private final SmallGrid grid;
  private final float[] thin;

  LowRankCodec(TrainingPlan plan, LowRankLayout layout) {
    this.layout = layout;
    this.grid = new SmallGrid(plan);
    this.thin = new float[layout.values()];
  }

  @Override
  public int values() {
    return layout.values();
  }

  @Override
  public PartitionMemory.Shape memory() {
    return new PartitionMemory.Shape(1, 0);
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
    float[] kept = after.vectors()[0];
    float[] known = shared[0];
    for (LowRankLayout.Place place : layout.places()) {
      if (place.rank() == 0) {
        System.arraycopy(kept, place.block().from(), thin, place.at(), place.length());
      } else {
        Arrays.fill(thin, place.at(), place.at() + place.length(), 0f);
        LowRankLayout.project(place, encoding.step(), kept, known, thin);
      }
    }
    if (!ErrorFeedback.isFinite(thin, sum)) {
      return;
    }
    ChunkLayout chunks = sum.layout();
    for (int chunk = 0; chunk < chunks.chunks(); chunk++) {
      send(chunk, sum);
    }
    for (LowRankLayout.Place place : layout.places()) {
      if (place.rank() == 0) {
        for (int i = 0; i < place.length(); i++) {
          kept[place.block().from() + i] -= thin[place.at() + i];
        }
      } else {
        LowRankLayout.addProduct(place, encoding.step(), thin, known, -1, kept);
      }
    }
  }

  /** Leaves what was sent in {@link #thin}. */
  private void send(int chunk, ContributionSum sum) {
    int from = sum.layout().offset(chunk);
    int length = sum.layout().length(chunk);
    sum.need(chunk, grid.exponentFor(Grid.magnitude(thin, from, length)));
    if (sum.gridUnknown(chunk)) {
      Arrays.fill(thin, from, from + length, 0f);
      return;
    }
    double point = Math.scalb(1.0, sum.exponent(chunk));
    for (int i = from; i < from + length; i++) {
      int sent = grid.nearest(thin[i], point);
      sum.values()[i] += sent;
      thin[i] = (float) (sent * point);
    }
  }
}
