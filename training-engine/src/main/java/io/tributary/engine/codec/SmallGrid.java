package io.tributary.engine.codec;

import io.tributary.engine.grid.Grid;
import io.tributary.engine.plan.TrainingPlan;

/**
 * Single values on a grid of few bits, rounded to the nearest and cut off at the largest: whoever
 * uses it keeps the difference, which a float32 holds exactly, so that nothing is lost.
 */
final class SmallGrid {
  private final Grid grid;
  private final int largest;

  SmallGrid(TrainingPlan plan) {
    this.grid = new Grid(plan.batches().partitions(), plan.compression());
    this.largest = (1 << (plan.compression().bits() - 1)) - 1;
  }

  /** The smallest exponent on which {@code magnitude} (finite, not negative) fits. */
  int exponentFor(float magnitude) {
    return grid.exponentFor(magnitude);
  }

  /**
   * @param point distance of the grid's points, a power of two
   */
  int nearest(float value, double point) {
    return (int) Math.max(-largest, Math.min(largest, Math.rint(value / point)));
  }
}
