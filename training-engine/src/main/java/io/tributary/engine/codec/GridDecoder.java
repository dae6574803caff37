package io.tributary.engine.codec;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.ledger.Update;

/** Integers on the grid, one for each parameter. */
final class GridDecoder implements GradientDecoder {
  private final ChunkLayout layout;

  GridDecoder(int values) {
    this.layout = new ChunkLayout(values);
  }

  @Override
  public int values() {
    return layout.length();
  }

  @Override
  public int shared() {
    return 0;
  }

  @Override
  public void start(float[][] shared) {}

  @Override
  public void decode(Update update, double divisor, float[][] shared, float[] gradient) {
    int[] sums = update.sums();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      float scale = (float) (Math.scalb(1.0, update.exponents()[chunk]) / divisor);
      int to = layout.offset(chunk) + layout.length(chunk);
      for (int i = layout.offset(chunk); i < to; i++) {
        gradient[i] = sums[i] * scale;
      }
    }
  }
}
