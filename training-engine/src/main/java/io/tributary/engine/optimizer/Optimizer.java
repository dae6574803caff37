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
   * @param sums aggregated integers of the whole vector
   * @param from first parameter of the range, whose sums are on one grid {@code 2^exponent}
   * @param to after its last parameter
   * @param scale {@code 2^exponent / rows}: turns an integer sum into a mean gradient
   * @param step committed steps before this one, from 0
   */
  void fold(
      float[] parameters, float[][] slots, int[] sums, int from, int to, float scale, long step);
}
