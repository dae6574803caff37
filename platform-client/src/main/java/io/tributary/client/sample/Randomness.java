package io.tributary.client.sample;

import java.util.SplittableRandom;

/** Random numbers whose bits depend on the seed alone: strict arithmetic, a specified generator. */
final class Randomness {
  private final SplittableRandom random;

  Randomness(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Uniform in {@code [low, high)}. */
  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Uniform in {@code (0, 1)}. */
  double unit() {
    return ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Mean 0, standard deviation 1 (Box and Muller 1958). */
  double normal() {
    return StrictMath.sqrt(-2 * StrictMath.log(unit())) * StrictMath.cos(2 * Math.PI * unit());
  }
}
