package io.tributary.engine.plan;

/**
 * A counter-based random generator: the number at any position without the ones before it, so that
 * no result depends on who drew first.
 *
 * <p>Position {@code i} under key {@code k} is output {@code i} of SplitMix64 seeded with {@code k}
 * (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014; the mixer
 * is Stafford's variant 13).
 */
public final class CounterHash {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private CounterHash() {}

  /** 64 random bits at {@code position}, from 0, of the stream {@code key}. */
  public static long bits(long key, long position) {
    return mix(key + (position + 1) * GAMMA);
  }

  /** A stream of its own for {@code name} under {@code key}. */
  public static long key(long key, long name) {
    return mix(bits(key, name));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
