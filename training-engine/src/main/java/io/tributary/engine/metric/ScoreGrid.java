package io.tributary.engine.metric;

/**
 * The buckets that scores of two classes are counted in. A score s (a log odds or a distance) goes
 * to {@code u = s / (1 + |s| / 8)}, between -8 and 8, and u into 2^16 buckets of equal width: a
 * bucket is 2^-12 wide around a score of 0, and {@code (1 + |s| / 8)^2} times that elsewhere, so
 * every score has its place and scores keep their order.
 */
final class ScoreGrid {
  static final int BUCKETS = 1 << 16;

  private static final double REACH = 8;

  /** Beyond this no two scores differ in their bucket. */
  private static final double FARTHEST = 1e12;

  private static final double PER_UNIT = BUCKETS / (2 * REACH);

  private ScoreGrid() {}

  /** From 0 to {@code BUCKETS - 1}; a larger score never has a smaller bucket. */
  static int bucket(double score) {
    double finite = Math.clamp(score, -FARTHEST, FARTHEST);
    double squeezed = finite / (1 + Math.abs(finite) / REACH);
    int bucket = (int) Math.floor((squeezed + REACH) * PER_UNIT);
    return Math.clamp(bucket, 0, BUCKETS - 1);
  }

  /** The smallest score of a bucket. */
  static double lowest(int bucket) {
    double squeezed = bucket / PER_UNIT - REACH;
    return squeezed / (1 - Math.abs(squeezed) / REACH);
  }
}
