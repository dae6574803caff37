package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.TimePattern;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as inputs: the year, and month, day of the month, day of the week and hour as points on
 * circles, so that December lies beside January. A missing time is at the mean year and in the
 * middle of each circle.
 */
final class DateInputs {
  private static final int MONTHS = 12;
  private static final int DAYS = 31;
  private static final int WEEKDAYS = 7;
  private static final double HOURS = 24;
  private static final double MINUTES = 60;

  private DateInputs() {}

  /**
   * Writes the inputs of {@code row} to {@code inputs[at .. at + INPUTS)}.
   *
   * @param inputs zero there
   */
  static void write(
      FeatureTransform.DateParts transform,
      Column.Instants column,
      int row,
      float[] inputs,
      int at) {
    if (column.micros()[row] == TimePattern.NONE) {
      return;
    }
    LocalDateTime time = of(column.micros()[row]);
    inputs[at] = (float) ((time.getYear() - transform.mean()) / transform.scale());
    circle(inputs, at + 1, time.getMonthValue() - 1, MONTHS);
    circle(inputs, at + 3, time.getDayOfMonth() - 1, DAYS);
    circle(inputs, at + 5, time.getDayOfWeek().getValue() - 1, WEEKDAYS);
    circle(inputs, at + 7, time.getHour() + time.getMinute() / MINUTES, HOURS);
  }

  /** NaN where missing. */
  static double year(long micros) {
    return micros == TimePattern.NONE ? Double.NaN : of(micros).getYear();
  }

  private static LocalDateTime of(long micros) {
    return LocalDateTime.ofInstant(TimePattern.instant(micros), ZoneOffset.UTC);
  }

  private static void circle(float[] inputs, int at, double value, double period) {
    double angle = 2 * Math.PI * value / period;
    inputs[at] = (float) StrictMath.sin(angle);
    inputs[at + 1] = (float) StrictMath.cos(angle);
  }
}
