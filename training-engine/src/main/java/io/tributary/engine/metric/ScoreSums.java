package io.tributary.engine.metric;

import java.util.Arrays;

/**
 * What an evaluation adds to {@link MetricSums}: how good the scores are beside the decisions. As
 * integers, so that adding is exact. Only the grid's buckets that hold a row are kept.
 *
 * @param words empty, or log loss, Brier score (two words each, as {@link MetricLayout} has real
 *     sums), then per bin of {@link Reliability} its rows, hits and confidence (two words)
 * @param keys ascending: {@code 2 * bucket} of {@link ScoreGrid} for rows of class 0, one more for
 *     those of class 1
 * @param counts rows by key, each at least 1
 */
public record ScoreSums(long[] words, int[] keys, long[] counts) {

  /** Of no rows; adds nothing. */
  public static final ScoreSums NONE = new ScoreSums(new long[0], new int[0], new long[0]);

  public ScoreSums {
    if (keys.length != counts.length) {
      throw new IllegalArgumentException(
          "%d keys with %d counts".formatted(keys.length, counts.length));
    }
  }

  /** The sums over both's rows. */
  public ScoreSums plus(ScoreSums other) {
    if (words.length == 0 && keys.length == 0) {
      return other;
    }
    if (other.words.length == 0 && other.keys.length == 0) {
      return this;
    }
    if (words.length != other.words.length) {
      throw new IllegalArgumentException(
          "scores in %d and in %d words".formatted(words.length, other.words.length));
    }
    long[] total = words.clone();
    for (int i = 0; i < total.length; i++) {
      total[i] = Math.addExact(total[i], other.words[i]);
    }
    return merged(total, other);
  }

  private ScoreSums merged(long[] total, ScoreSums other) {
    int[] both = new int[keys.length + other.keys.length];
    long[] counted = new long[both.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < keys.length || j < other.keys.length) {
      boolean own = j == other.keys.length || (i < keys.length && keys[i] <= other.keys[j]);
      boolean others = i == keys.length || (j < other.keys.length && other.keys[j] <= keys[i]);
      both[size] = own ? keys[i] : other.keys[j];
      counted[size] = Math.addExact(own ? counts[i++] : 0, others ? other.counts[j++] : 0);
      size++;
    }
    return new ScoreSums(total, Arrays.copyOf(both, size), Arrays.copyOf(counted, size));
  }
}
