package io.tributary.web.layout;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Numbers, sizes and times in the reader's language; templates call it as {@code @format}. What is
 * absent or not a number is a dash.
 */
@Component("format")
public class Formats {
  private static final String ABSENT = "–";
  private static final int VECTOR_SHOWN = 6;
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

  /** A whole number with grouping. */
  public String count(@Nullable Number value) {
    return value == null ? ABSENT : NumberFormat.getIntegerInstance(locale()).format(value);
  }

  /**
   * A measured value with four significant digits: {@code 0.9553}, {@code 12,340}, {@code 1e-7}.
   */
  public String measure(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return value == null ? ABSENT : value.toString();
    }
    double measured = number.doubleValue();
    if (!Double.isFinite(measured)) {
      return Double.isNaN(measured) ? "NaN" : measured > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(measured);
    if (size != 0 && (size < 1e-4 || size >= 1e9)) {
      return String.format(locale(), "%.3e", measured);
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale());
    format.setMaximumFractionDigits(8);
    return format.format(
        new BigDecimal(measured).round(new MathContext(4, RoundingMode.HALF_EVEN)));
  }

  /** An estimate, of which no more than three digits count. */
  public String three(@Nullable Double value) {
    return value == null || value == 0 || !Double.isFinite(value)
        ? measure(value)
        : measure(new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_EVEN)));
  }

  /** A share of one as per cent. */
  public String percent(double fraction) {
    NumberFormat format = NumberFormat.getPercentInstance(locale());
    format.setMaximumFractionDigits(fraction > 0 && fraction < 0.1 ? 1 : 0);
    return format.format(fraction);
  }

  /** A size in decimal units. */
  public String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < BYTE_UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale());
    format.setMaximumFractionDigits(size < 10 && unit > 0 ? 1 : 0);
    return format.format(size) + " " + BYTE_UNITS[unit];
  }

  /** A span as {@code 4:05} or {@code 1:04:05}. */
  public String duration(@Nullable Double seconds) {
    if (seconds == null || !Double.isFinite(seconds) || seconds < 0) {
      return ABSENT;
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** The span between two instants; a dash where one is absent. */
  public String between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null
        ? ABSENT
        : duration((to.toEpochMilli() - from.toEpochMilli()) / 1000.0);
  }

  /** Date and time in UTC; a script in the page turns it into the reader's zone. */
  public String time(@Nullable Instant instant) {
    return instant == null
        ? ABSENT
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale())
            .withZone(ZoneOffset.UTC)
            .format(instant);
  }

  /**
   * A number of a column's profile.
   *
   * @param type of the column: numbers of times are milliseconds since 1970
   */
  public String profiled(@Nullable Double value, String type) {
    return value != null && type.equals("datetime")
        ? time(Instant.ofEpochMilli(Math.round(value)))
        : measure(value);
  }

  /** A value of a table's cell, short enough for a line. */
  public String cell(@Nullable Object value) {
    if (value instanceof List<?> vector) {
      String start =
          vector.stream().limit(VECTOR_SHOWN).map(this::measure).collect(Collectors.joining(" "));
      return vector.size() > VECTOR_SHOWN
          ? "[" + start + " … " + vector.size() + "]"
          : "[" + start + "]";
    }
    if (value instanceof Map<?, ?> sparse) {
      String start =
          sparse.entrySet().stream()
              .limit(VECTOR_SHOWN)
              .map(entry -> entry.getKey() + ":" + measure(entry.getValue()))
              .collect(Collectors.joining(" "));
      return sparse.size() > VECTOR_SHOWN ? start + " … " + sparse.size() : start;
    }
    return value instanceof Number || value == null ? measure(value) : value.toString();
  }

  /** The first twelve digits of a digest. */
  public String shortDigest(@Nullable String digest) {
    return digest == null ? ABSENT : digest.length() > 12 ? digest.substring(0, 12) : digest;
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }
}
