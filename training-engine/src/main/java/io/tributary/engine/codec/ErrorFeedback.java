package io.tributary.engine.codec;

import io.tributary.engine.grid.Grid;

/**
 * The first line of every codec that remembers: what was not sent before is added to what there is
 * now (Seide et al., Interspeech 2014; Karimireddy et al., ICML 2019).
 */
final class ErrorFeedback {
  private ErrorFeedback() {}

  /**
   * Leaves {@code e + g} in the first vector of {@code after}, from which a codec takes off what it
   * sends.
   *
   * @return false where a value is not finite, which {@code sum} is told
   */
  static boolean accumulate(
      float[] gradient, PartitionMemory before, PartitionMemory after, ContributionSum sum) {
    float[] old = before.vectors()[0];
    float[] whole = after.vectors()[0];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = old[i] + gradient[i];
    }
    return isFinite(whole, sum);
  }

  /** False where a value is not finite, which {@code sum} is told. */
  static boolean isFinite(float[] values, ContributionSum sum) {
    boolean finite = Grid.magnitude(values, 0, values.length) <= Grid.LARGEST_MAGNITUDE;
    if (!finite) {
      sum.notFinite();
    }
    return finite;
  }
}
