package io.tributary.engine.codec;

/**
 * How much partitions keep back beside what they found, summed over partitions; in the units of a
 * contribution. For the choice of a level only: no model depends on it.
 *
 * @param gradientSquares squared Euclidean norms of the partitions' gradients of one step
 * @param keptSquares squared Euclidean norms of what they keep after the step
 */
public record KeptBack(double gradientSquares, double keptSquares) {

  /** Of both. */
  public KeptBack plus(KeptBack other) {
    return new KeptBack(gradientSquares + other.gradientSquares, keptSquares + other.keptSquares);
  }
}
