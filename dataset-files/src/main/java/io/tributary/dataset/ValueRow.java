package io.tributary.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of a format whose values have types of their own: {@link String}, {@link Long}, {@link
 * Double}, {@link BigInteger} or {@link BigDecimal}, {@code byte[]} in vectors; null where missing.
 */
final class ValueRow implements Row {
  private final String file;
  private final String unit;
  private @Nullable Object[] values = new Object[16];
  private long position;

  /**
   * @param file stands before the row's place in messages
   * @param unit in which rows are counted
   */
  ValueRow(String file, String unit) {
    this.file = file;
    this.unit = unit;
  }

  /** Begins the row at {@code position} (from 1), all values missing. */
  void begin(long position) {
    this.position = position;
    Arrays.fill(values, null);
  }

  void set(int column, Object value) {
    if (column >= values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, column + 1));
    }
    values[column] = value;
  }

  @Override
  public Place place() {
    return new Place(file, unit, position);
  }

  @Override
  public boolean isMissing(int column) {
    return column >= values.length || values[column] == null;
  }

  @Override
  public double number(int column) {
    Object value = value(column);
    if (value instanceof String text) {
      return Cell.number(text.strip());
    }
    double number = ((Number) value).doubleValue();
    return Double.isNaN(number) ? Double.POSITIVE_INFINITY : number;
  }

  @Override
  public boolean isFaithful(int column) {
    return switch (value(column)) {
      case Double number -> true;
      case Long number -> Cell.isFaithful(BigInteger.valueOf(number));
      case BigInteger number -> Cell.isFaithful(number);
      // Decimal fractions are rounded in every format; their whole numbers are not.
      case BigDecimal number ->
          number.stripTrailingZeros().scale() > 0 || Cell.isFaithful(number.toBigInteger());
      default -> false;
    };
  }

  @Override
  public String text(int column) {
    return switch (value(column)) {
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case BigDecimal number -> number.toPlainString();
      case Object value -> value.toString();
    };
  }

  @Override
  public byte[] bytes(int column) {
    return (byte[]) value(column);
  }

  @Override
  public String beginning(int most) {
    String all =
        Arrays.stream(values)
            .limit(most)
            .map(String::valueOf)
            .map(text -> text.substring(0, Math.min(most, text.length())))
            .collect(Collectors.joining(","));
    return all.substring(0, Math.min(most, all.length()));
  }

  private Object value(int column) {
    Object value = values[column];
    if (value == null) {
      throw new IllegalStateException("column %d has no value".formatted(column));
    }
    return value;
  }
}
