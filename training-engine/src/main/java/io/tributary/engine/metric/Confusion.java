package io.tributary.engine.metric;

/**
 * Counts of true class (row) by predicted class (column).
 *
 * @param counts shape [classes, classes] from {@code first} on, row-major; not changed
 */
record Confusion(long[] counts, int first, int classes) {

  long rows() {
    long rows = 0;
    for (int trueClass = 0; trueClass < classes; trueClass++) {
      rows += truth(trueClass);
    }
    return rows;
  }

  double accuracy() {
    long right = 0;
    long all = 0;
    for (int trueClass = 0; trueClass < classes; trueClass++) {
      right += count(trueClass, trueClass);
      all += truth(trueClass);
    }
    return (double) right / all;
  }

  /** Mean F1 of the classes that occur as truth or as prediction; 0 for a class never right. */
  double f1Macro() {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < classes; c++) {
      if (truth(c) + predicted(c) > 0) {
        occurring++;
        sum += f1(c);
      }
    }
    return sum / occurring;
  }

  /** F1 of the classes, weighted by their rows. */
  double f1Weighted() {
    double sum = 0;
    long all = 0;
    for (int c = 0; c < classes; c++) {
      sum += truth(c) * f1(c);
      all += truth(c);
    }
    return sum / all;
  }

  /** Share of the rows predicted as the class that are of it; 0 where none is predicted. */
  double precision(int c) {
    return share(count(c, c), predicted(c));
  }

  /** Share of the class's rows that are predicted as it; 0 where there is none. */
  double recall(int c) {
    return share(count(c, c), truth(c));
  }

  /** Harmonic mean of both; 0 for a class never right. */
  double f1(int c) {
    return share(2 * count(c, c), truth(c) + predicted(c));
  }

  /** Rows of a class. */
  long truth(int c) {
    long rows = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      rows += count(c, predicted);
    }
    return rows;
  }

  /** Rows predicted as a class. */
  long predicted(int c) {
    long rows = 0;
    for (int trueClass = 0; trueClass < classes; trueClass++) {
      rows += count(trueClass, c);
    }
    return rows;
  }

  long count(int trueClass, int predicted) {
    return counts[first + trueClass * classes + predicted];
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
