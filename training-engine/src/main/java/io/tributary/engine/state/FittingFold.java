package io.tributary.engine.state;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.unsupervised.Fitting;

/** Without a gradient the model itself says what summed statistics make of it. */
record FittingFold(Fitting fitting) implements StepFold {
  @Override
  public void fold(Update update, TrainingState state) {
    fitting.fold(update, state.parameters(), state.slots());
  }
}
