package io.tributary.engine.metric;

import java.util.Arrays;

/** {@link ScoreSums} of one partition's rows while they are met one by one. Not thread-safe. */
final class ScoreAccumulator {
  private static final int FIRST_CAPACITY = 64;

  private int[] keys = new int[FIRST_CAPACITY];
  private int ranked;
  private long believed;
  private double logLoss;
  private double brier;
  private final long[] binRows = new long[Reliability.BINS];
  private final long[] binHits = new long[Reliability.BINS];
  private final double[] binConfidence = new double[Reliability.BINS];

  void ranked(double score, boolean positive) {
    if (ranked == keys.length) {
      keys = Arrays.copyOf(keys, 2 * ranked);
    }
    keys[ranked++] = 2 * ScoreGrid.bucket(score) + (positive ? 1 : 0);
  }

  void believed(double rowLogLoss, double rowBrier, double probability, boolean hit) {
    believed++;
    logLoss += rowLogLoss;
    brier += rowBrier;
    int bin = Reliability.binOf(probability);
    binRows[bin]++;
    binHits[bin] += hit ? 1 : 0;
    binConfidence[bin] += probability;
  }

  boolean finite() {
    return ExactSum.fits(logLoss) && ExactSum.fits(brier);
  }

  /** Without the words of probabilities where there were none, or no finite ones. */
  ScoreSums sums() {
    Arrays.sort(keys, 0, ranked);
    int[] found = new int[ranked];
    long[] counts = new long[ranked];
    int size = 0;
    for (int i = 0; i < ranked; i++) {
      if (size == 0 || found[size - 1] != keys[i]) {
        found[size++] = keys[i];
      }
      counts[size - 1]++;
    }
    return new ScoreSums(words(), Arrays.copyOf(found, size), Arrays.copyOf(counts, size));
  }

  private long[] words() {
    if (believed == 0) {
      return new long[0];
    }
    long[] words = new long[MetricLayout.RELIABILITY + Reliability.BINS * Reliability.WORDS];
    if (!finite()) {
      return words;
    }
    ExactSum.write(logLoss, words, MetricLayout.LOG_LOSS);
    ExactSum.write(brier, words, MetricLayout.BRIER);
    for (int bin = 0; bin < Reliability.BINS; bin++) {
      int at = MetricLayout.RELIABILITY + bin * Reliability.WORDS;
      words[at] = binRows[bin];
      words[at + 1] = binHits[bin];
      ExactSum.write(binConfidence[bin], words, at + 2);
    }
    return words;
  }
}
