package io.tributary.engine.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: rows in ten bins of equal width by the probability that
 * was given, and how often it came true. For two classes the probability is that of the second; for
 * more, that of the predicted class, as in Guo et al., "On Calibration of Modern Neural Networks",
 * ICML 2017.
 *
 * @param bins those that hold rows, ascending
 * @param rows of all bins
 */
public record Reliability(List<Bin> bins, long rows) {
  static final int BINS = 10;

  /** Words per bin: rows, hits, and the summed probabilities in two. */
  static final int WORDS = 2 + ExactSum.WORDS;

  /**
   * @param from smallest probability of the bin; {@code to} its end
   * @param confidence mean probability
   * @param share of the rows for which it came true
   */
  public record Bin(double from, double to, long rows, double confidence, double share) {}

  static int binOf(double probability) {
    return Math.clamp((int) (probability * BINS), 0, BINS - 1);
  }

  static Reliability of(long[] words, int first) {
    List<Bin> bins = new ArrayList<>();
    long all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      int at = first + bin * WORDS;
      long rows = words[at];
      if (rows > 0) {
        double confidence = ExactSum.read(words, at + 2) / rows;
        double share = (double) words[at + 1] / rows;
        bins.add(new Bin((double) bin / BINS, (bin + 1.0) / BINS, rows, confidence, share));
        all += rows;
      }
    }
    return new Reliability(List.copyOf(bins), all);
  }

  /** Expected calibration error: the mean distance of confidence and share, weighted by rows. */
  public double expectedError() {
    double sum = 0;
    for (Bin bin : bins) {
      sum += bin.rows() * Math.abs(bin.confidence() - bin.share());
    }
    return sum / rows;
  }
}
