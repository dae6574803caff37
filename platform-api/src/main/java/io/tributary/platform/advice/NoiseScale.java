package io.tributary.platform.advice;

import io.tributary.engine.contribution.GradientLengths;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gradient noise scale tr(Sigma) / |G|^2, in rows: how many rows a batch needs before the noise
 * of its mean gradient is as long as the gradient itself (McCandlish et al., "An Empirical Model of
 * Large-Batch Training", 2018, B_simple, estimated as in its appendix A.1 from batches of two
 * sizes: one partition's rows and all rows of a step).
 *
 * <p>With n_p rows in partition p, N in all, P partitions and G_p the sum over a partition's rows,
 * {@code S = sum |G_p|^2 / n_p} has the mean {@code N |G|^2 + P tr(Sigma)} and {@code J = |sum
 * G_p|^2 / N} has the mean {@code N |G|^2 + tr(Sigma)}, for any n_p. So {@code (S - J) / (P - 1)}
 * and {@code (J - that) / N} are unbiased. Each is averaged over steps by itself, since a mean of
 * ratios would not be. The range is Fieller's (1954) for a ratio of means, which knows when nothing
 * bounds it from above; steps that follow each other resemble each other, so its variances are
 * those of means over a few blocks of them.
 *
 * @param value rows
 * @param low rows
 * @param high rows; null where |G|^2 cannot be told from zero
 * @param samples steps that it comes from
 */
record NoiseScale(double value, double low, @Nullable Double high, int samples) {
  static final int LEAST_SAMPLES = 16;

  private static final int BLOCKS = 8;

  /** Student's t for 95 % on both sides together, with one degree of freedom less than blocks. */
  private static final double T = 2.365;

  /** Empty where there are too few samples, or nothing can be told from zero. */
  static Optional<NoiseScale> of(List<GradientLengths> samples) {
    if (samples.size() < LEAST_SAMPLES) {
      return Optional.empty();
    }
    double[] noise = new double[BLOCKS];
    double[] signal = new double[BLOCKS];
    for (int block = 0; block < BLOCKS; block++) {
      List<GradientLengths> some =
          samples.subList(block * samples.size() / BLOCKS, (block + 1) * samples.size() / BLOCKS);
      noise[block] = some.stream().mapToDouble(NoiseScale::noise).average().orElseThrow();
      signal[block] = some.stream().mapToDouble(NoiseScale::signal).average().orElseThrow();
    }
    return fieller(noise, signal, samples.size());
  }

  /** Of tr(Sigma). */
  private static double noise(GradientLengths sample) {
    return (sample.partitionSquares() - sample.joinedSquares()) / (sample.partitions() - 1);
  }

  /** Of |G|^2. */
  private static double signal(GradientLengths sample) {
    return (sample.joinedSquares() - noise(sample)) / sample.rows();
  }

  /** The ratios r for which mean(noise) - r mean(signal) is not significantly different from 0. */
  private static Optional<NoiseScale> fieller(double[] noise, double[] signal, int samples) {
    double above = mean(noise);
    double below = mean(signal);
    double a = below * below - T * T * covariance(signal, signal);
    double b = above * below - T * T * covariance(noise, signal);
    double c = above * above - T * T * covariance(noise, noise);
    double root = Math.sqrt(Math.max(0, b * b - a * c));
    if (a > 0) {
      double low = Math.max(0, (b - root) / a);
      double high = Math.max(0, (b + root) / a);
      return Optional.of(new NoiseScale(Math.max(0, above / below), low, high, samples));
    }
    if (c <= 0 || above <= 0) {
      return Optional.empty();
    }
    // Two rays; the one of ratios that are not negative begins here.
    double low = (b - root) / a;
    double value = below > 0 ? Math.max(low, above / below) : low;
    return Optional.of(new NoiseScale(value, low, null, samples));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Of the two means. */
  private static double covariance(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / (a.length - 1) / a.length;
  }
}
