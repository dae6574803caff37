package io.tributary.engine.preprocessing;

/**
 * Mean and spread of numbers met one by one (Welford, Technometrics 4(3), 1962), in float64 in the
 * order they come. Missing values (NaN) count as rows at the mean, which is what they are imputed
 * with.
 */
final class Moments {
  private long rows;
  private long present;
  private double mean;
  private double squaredDeviations;

  void add(double value) {
    rows++;
    if (Double.isNaN(value)) {
      return;
    }
    present++;
    double deviation = value - mean;
    mean += deviation / present;
    squaredDeviations += deviation * (value - mean);
  }

  /** What was met so far, for others to add. */
  MomentSums sums() {
    return new MomentSums(rows, present, mean, squaredDeviations);
  }

  /**
   * Adds what was met elsewhere (Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm
   * for Computing Sample Variances", COMPSTAT 1982). Exact but for rounding; the order of additions
   * decides the bits.
   */
  void add(MomentSums other) {
    rows += other.rows();
    if (other.present() == 0) {
      return;
    }
    long all = present + other.present();
    double difference = other.mean() - mean;
    double share = (double) other.present() / all;
    squaredDeviations += other.squaredDeviations() + difference * difference * share * present;
    mean += difference * share;
    present = all;
  }

  /** 0 where every value is missing. */
  double mean() {
    return mean;
  }

  /** The mean where it is positive, else 1. */
  double size() {
    return mean > 0 && Double.isFinite(mean) ? mean : 1;
  }

  /** Population standard deviation; 1 where all values are equal, missing, or too large for one. */
  double scale() {
    double scale = Math.sqrt(squaredDeviations / rows);
    return scale > 0 && Double.isFinite(scale) ? scale : 1;
  }
}
