package io.tributary.engine.optimizer;

/**
 * A first-order optimiser's fold. Works in strict IEEE float32 arithmetic in a fixed order of
 * operations, so every replica that folds the same updates holds the same bits. Not thread-safe;
 * state belongs to the caller.
 */
interface Optimizer {

  /** Number of state vectors beside the parameters: 0 for SGD, 1 for momentum, 2 for Adam. */
  int slots();

  /**
   * Applies one step in place.
   *
   * @param parameters changed in place
   * @param slots {@link #slots()} vectors of the same length, changed in place
   * @param gradient mean gradient, of the same length; may be overwritten
   * @param rate learning rate of this step
   * @param step committed steps before this one, from 0
   */
  void fold(float[] parameters, float[][] slots, float[] gradient, float rate, long step);
}
