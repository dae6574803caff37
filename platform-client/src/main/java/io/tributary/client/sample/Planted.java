package io.tributary.client.sample;

/**
 * Truths that a sample is made from and a model should find again: the same in every sample,
 * whatever its seed.
 */
final class Planted {
  private Planted() {}

  /** Normal with mean 0 and standard deviation 1, fixed by the name and the two numbers. */
  static double normal(String name, int index, int part) {
    long seed = name.hashCode() * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L + part;
    return new Randomness(seed).normal();
  }

  static double normal(String name, int index) {
    return normal(name, index, 0);
  }
}
