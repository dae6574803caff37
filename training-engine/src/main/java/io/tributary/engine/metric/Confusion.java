package io.tributary.engine.metric;

/**
 * Counts of true class (row) by predicted class (column).
 *
 * @param counts shape [classes, classes] from {@code first} on, row-major; not changed
 */
record Confusion(long[] counts, int first, int classes) {

  double accuracy() {
    long right = 0;
    long all = 0;
    for (int trueClass = 0; trueClass < classes; trueClass++) {
      right += count(trueClass, trueClass);
      for (int predicted = 0; predicted < classes; predicted++) {
        all += count(trueClass, predicted);
      }
    }
    return (double) right / all;
  }

  /** Mean F1 of the classes that occur as truth or as prediction; 0 for a class never right. */
  double f1Macro() {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < classes; c++) {
      long truth = 0;
      long predicted = 0;
      for (int other = 0; other < classes; other++) {
        truth += count(c, other);
        predicted += count(other, c);
      }
      if (truth + predicted > 0) {
        occurring++;
        sum += 2.0 * count(c, c) / (truth + predicted);
      }
    }
    return sum / occurring;
  }

  private long count(int trueClass, int predicted) {
    return counts[first + trueClass * classes + predicted];
  }
}
