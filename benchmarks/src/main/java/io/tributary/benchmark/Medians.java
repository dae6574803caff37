package io.tributary.benchmark;

import java.util.List;

/** The middle of what rounds gave. */
final class Medians {
  private Medians() {}

  /** The upper of the two in the middle where their number is even. */
  static double of(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
