package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;

/**
 * Holds what users would be recommended against what they chose: all items by score, the first of
 * equal ones first, without those that the user had already. Not thread-safe.
 */
final class Recommendations {
  private static final int FEW = 10;
  private static final int MANY = 50;

  /** What a user would think of an item. */
  interface Scores {
    float of(int user, int item);
  }

  private final UserItems had;
  private final Scores scores;
  private final float[] byItem;
  private final boolean[] excluded;

  Recommendations(UserItems had, int items, Scores scores) {
    this.had = had;
    this.scores = scores;
    this.byItem = new float[items];
    this.excluded = new boolean[items];
  }

  /**
   * Adds what the choices {@code [from, to)} of {@code chosen}, all of one user, say; nothing where
   * the user had all of them already. Recall is the share of the choices that is recommended; the
   * gain is divided by that of the best order (Jarvelin and Kekalainen, "Cumulated gain-based
   * evaluation of IR techniques", ACM TOIS 20(4), 2002).
   */
  void compare(UserItems chosen, int from, int to, MetricAccumulator sums) {
    int user = chosen.user(from);
    for (int item = 0; item < byItem.length; item++) {
      byItem[item] = scores.of(user, item);
    }
    int first = had.from(user);
    int end = first;
    while (end < had.pairs().length && had.user(end) == user) {
      excluded[had.item(end++)] = true;
    }
    int choices = 0;
    int among10 = 0;
    int among50 = 0;
    double gain = 0;
    double best = 0;
    for (int at = from; at < to; at++) {
      int item = chosen.item(at);
      if (excluded[item]) {
        continue;
      }
      int rank = rank(item);
      if (rank < FEW) {
        among10++;
        gain += discount(rank);
      }
      among50 += rank < MANY ? 1 : 0;
      best += choices < FEW ? discount(choices) : 0;
      choices++;
    }
    if (choices > 0) {
      sums.recommended((double) among10 / choices, (double) among50 / choices, gain / best);
    }
    for (int at = first; at < end; at++) {
      excluded[had.item(at)] = false;
    }
  }

  /** Items before {@code item}, from 0. */
  private int rank(int item) {
    int rank = 0;
    for (int other = 0; other < byItem.length; other++) {
      boolean before =
          byItem[other] > byItem[item] || (byItem[other] == byItem[item] && other < item);
      rank += before && !excluded[other] ? 1 : 0;
    }
    return rank;
  }

  private static double discount(int rank) {
    return StrictMath.log(2) / StrictMath.log(rank + 2);
  }
}
