package io.tributary.agent.local;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetProfile.ValueCount;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.TimePattern;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of one column of a local file: counts, mean and spread, bounds that are powers of
 * two, and values that several rows have in common. Not thread-safe.
 */
final class ColumnCounts {
  /** With more distinct values none of them is told. */
  private static final int MOST_VALUES = 100_000;

  private final Map<String, Long> rowsOf = new HashMap<>();
  private final Map<Double, Long> rowsOfNumber = new HashMap<>();
  private boolean tooMany;
  private boolean numbers;
  private long rows;
  private long missing;
  private double mean;
  private double squaredDeviations;
  private double least = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;

  void accept(Column column) {
    rows += column.rows();
    switch (column) {
      case Column.Numeric numeric -> {
        numbers = true;
        for (double value : numeric.values()) {
          number(value);
        }
      }
      case Column.Categorical categorical -> texts(categorical);
      case Column.Instants instants -> {
        for (long micros : instants.micros()) {
          missing += micros == TimePattern.NONE ? 1 : 0;
        }
      }
      case Column.Bytes bytes -> missing += 0;
      case Column.Sparse sparse -> missing += 0;
    }
  }

  private void number(double value) {
    if (Double.isNaN(value)) {
      missing++;
      return;
    }
    double deviation = value - mean;
    mean += deviation / (rowsPresent() + 1);
    present++;
    squaredDeviations += deviation * (value - mean);
    least = Math.min(least, value);
    largest = Math.max(largest, value);
    if (!tooMany) {
      rowsOfNumber.merge(value + 0.0, 1L, Long::sum);
      forgetIfTooMany(rowsOfNumber);
    }
  }

  private long present;

  private long rowsPresent() {
    return present;
  }

  private void texts(Column.Categorical column) {
    for (int code : column.codes()) {
      if (code < 0) {
        missing++;
      } else if (!tooMany) {
        rowsOf.merge(column.dictionary().get(code), 1L, Long::sum);
      }
    }
    forgetIfTooMany(rowsOf);
  }

  private void forgetIfTooMany(Map<?, Long> counts) {
    if (counts.size() > MOST_VALUES) {
      tooMany = true;
      counts.clear();
    }
  }

  /**
   * @param leastRows rows that have to have a value in common before it is told
   */
  ColumnProfile told(ColumnView column, long leastRows) {
    boolean enough = numbers && present >= leastRows;
    List<ValueCount> values = values(leastRows);
    long distinct = tooMany ? MOST_VALUES + 1L : numbers ? rowsOfNumber.size() : values.size();
    return new ColumnProfile(
        column.name(),
        column.type(),
        missing,
        distinct,
        tooMany,
        enough ? boundBelow(least) : null,
        enough ? -boundBelow(-largest) : null,
        enough ? mean : null,
        enough ? Math.sqrt(squaredDeviations / present) : null,
        List.of(),
        values);
  }

  private List<ValueCount> values(long leastRows) {
    Map<String, Long> counts = new HashMap<>(rowsOf);
    rowsOfNumber.forEach((number, count) -> counts.put(text(number), count));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= leastRows)
        .map(entry -> new ValueCount(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(ValueCount::count).reversed().thenComparing(ValueCount::value))
        .toList();
  }

  private static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** 0, or plus or minus a power of two: the largest that is not above {@code value}. */
  static double boundBelow(double value) {
    if (value == 0) {
      return 0;
    }
    double power = Math.scalb(1.0, Math.getExponent(value));
    if (value > 0) {
      return power;
    }
    return -value == power ? -power : -2 * power;
  }
}
