package io.tributary.engine.optimizer;

/**
 * A first-order optimiser's fold. Works in strict IEEE float32 arithmetic in a fixed order of
 * operations, so every replica that folds the same updates holds the same bits. Not thread-safe;
 * state belongs to the caller.
 */
public interface Optimizer {

  /** Number of state vectors beside the parameters: 0 for SGD, 1 for momentum, 2 for Adam. */
  int slots();

  /**
   * Applies one step in place.
   *
   * @param parameters changed in place
   * @param slots {@link #slots()} vectors of the same length, changed in place
   * @param gradient mean gradient of the range, from index 0; owned by the caller
   * @param from first parameter of the range
   * @param length of the range
   * @param step committed steps before this one, from 0
   */
  void fold(float[] parameters, float[][] slots, float[] gradient, int from, int length, long step);
}
