package io.tributary.engine.unsupervised;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.ledger.Update;

/** The sums of an update as numbers: exact, since a grid's step is a power of two. */
final class GridValues {
  private GridValues() {}

  static double[] of(Update update) {
    int[] sums = update.sums();
    double[] values = new double[sums.length];
    ChunkLayout layout = new ChunkLayout(sums.length);
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      double scale = Math.scalb(1.0, update.exponents()[chunk]);
      int to = layout.offset(chunk) + layout.length(chunk);
      for (int i = layout.offset(chunk); i < to; i++) {
        values[i] = sums[i] * scale;
      }
    }
    return values;
  }
}
