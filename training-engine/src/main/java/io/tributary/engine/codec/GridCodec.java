package io.tributary.engine.codec;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.plan.TrainingPlan;

/** Every value of the gradient, on the grid: 32, 16 or 8 bits a partition. Remembers nothing. */
final class GridCodec implements GradientCodec {
  private final Grid grid;
  private final int values;

  GridCodec(TrainingPlan plan) {
    this.grid = new Grid(plan.batches().partitions(), plan.compression());
    this.values = StepValues.onGrid(plan);
  }

  @Override
  public int values() {
    return values;
  }

  @Override
  public PartitionMemory.Shape memory() {
    return PartitionMemory.Shape.NONE;
  }

  @Override
  public void add(
      Encoding encoding,
      float[] gradient,
      float[][] shared,
      PartitionMemory before,
      PartitionMemory after,
      ContributionSum sum) {
    ChunkLayout layout = sum.layout();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      int offset = layout.offset(chunk);
      float magnitude = Grid.magnitude(gradient, offset, layout.length(chunk));
      if (!(magnitude <= Grid.LARGEST_MAGNITUDE)) {
        sum.notFinite();
        return;
      }
      int needed = grid.exponentFor(magnitude);
      sum.need(chunk, needed);
      if (needed > sum.exponent(chunk)) {
        sum.doesNotFit();
      }
      if (sum.fits()) {
        grid.add(
            gradient,
            offset,
            layout.length(chunk),
            sum.exponent(chunk),
            encoding.key(),
            sum.values());
      }
    }
  }
}
