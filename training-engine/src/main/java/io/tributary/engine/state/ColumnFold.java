package io.tributary.engine.state;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.BatchPlan;

/**
 * Where partitions hold columns: a batch's summed scores are kept for the next step, in which each
 * partition learns from them; a step that gathers replaces the parameters by their bits.
 */
record ColumnFold(BatchPlan batches) implements StepFold {

  /** The shared vector that holds the scores of the step before, shape [rows, units]. */
  static final int SCORES = 0;

  @Override
  public void fold(Update update, TrainingState state) {
    int[] sums = update.sums();
    if (batches.gathersAt(update.step())) {
      float[] parameters = state.parameters();
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = Float.intBitsToFloat(sums[i]);
      }
      return;
    }
    float[] scores = state.shared()[SCORES];
    ChunkLayout layout = new ChunkLayout(sums.length);
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      double scale = Math.scalb(1.0, update.exponents()[chunk]);
      int to = layout.offset(chunk) + layout.length(chunk);
      for (int i = layout.offset(chunk); i < to; i++) {
        scores[i] = (float) (sums[i] * scale);
      }
    }
  }
}
