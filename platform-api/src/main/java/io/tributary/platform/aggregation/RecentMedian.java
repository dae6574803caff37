package io.tributary.platform.aggregation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** The median of the last few values, which one odd value does not move. Not thread-safe. */
final class RecentMedian {
  private final int most;
  private final int least;
  private final Deque<Double> values = new ArrayDeque<>();

  /**
   * @param most values that are kept
   * @param least values without which there is no median
   */
  RecentMedian(int most, int least) {
    this.most = most;
    this.least = least;
  }

  void add(double value) {
    values.addLast(value);
    if (values.size() > most) {
      values.removeFirst();
    }
  }

  /** Empty before there are enough values. */
  OptionalDouble value() {
    return values.size() < least
        ? OptionalDouble.empty()
        : values.stream()
            .mapToDouble(Double::doubleValue)
            .sorted()
            .skip(values.size() / 2)
            .findFirst();
  }
}
