package io.tributary.engine.codec;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.optimizer.LineSearch;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.TrainingPlan;

/**
 * At each step the level that the ledger gives it: all values in 32, 16 or 8 bits, or the largest
 * ones in 8. Every level begins with the same memory, {@code e + g}, rounds to the nearest point of
 * the grid, cuts off what does not fit, and keeps the exact difference (error feedback, Karimireddy
 * et al., ICML 2019), so that a change of the level loses nothing.
 *
 * <p>Memory: e.
 */
final class AdaptiveCodec implements GradientCodec {
  private final TrainingPlan plan;
  private final int parameters;
  private final LargestValues largest = new LargestValues();

  AdaptiveCodec(TrainingPlan plan, int parameters) {
    this.plan = plan;
    this.parameters = parameters;
  }

  @Override
  public int values() {
    return parameters;
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
    CompressionLevel level = encoding.level();
    float[] kept = after.vectors()[0];
    float least = 0;
    if (level.share() < 1) {
      least = largest.magnitude(kept, Math.max(1, Math.round(level.share() * parameters)));
    }
    Grid grid = Grid.of(plan, level);
    ChunkLayout layout = sum.layout();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      send(chunk, least, grid, kept, sum);
    }
    sum.keepBack(new KeptBack(LineSearch.slope(gradient, gradient), LineSearch.slope(kept, kept)));
  }

  private static void send(int chunk, float least, Grid grid, float[] kept, ContributionSum sum) {
    int from = sum.layout().offset(chunk);
    int to = from + sum.layout().length(chunk);
    float magnitude = Grid.magnitude(kept, from, to - from);
    if (magnitude < least || magnitude == 0) {
      return;
    }
    sum.need(chunk, grid.exponentFor(magnitude));
    if (sum.gridUnknown(chunk)) {
      return;
    }
    double scale = Math.scalb(1.0, -sum.exponent(chunk));
    double point = Math.scalb(1.0, sum.exponent(chunk));
    int limit = grid.limit();
    for (int i = from; i < to; i++) {
      if (Math.abs(kept[i]) >= least) {
        int sent = (int) Math.max(-limit, Math.min(limit, Math.rint(kept[i] * scale)));
        sum.values()[i] += sent;
        // In float64: up to 30 bits were sent. What is left has no more bits than there were.
        kept[i] = (float) (kept[i] - sent * point);
      }
    }
  }
}
