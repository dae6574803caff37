package io.tributary.engine.state;

import io.tributary.engine.ledger.Update;

/** What a committed update does to the parameters. Not thread-safe. */
interface StepFold {

  /**
   * Changes the parameters and what belongs to them, in place.
   *
   * @param state whose {@link TrainingState#step()} is the update's
   */
  void fold(Update update, TrainingState state);
}
