package io.tributary.engine.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * How dates are written in a column. After the date may stand a time of day ({@code T} or a space,
 * then {@code 14:30}, {@code 14:30:05} or {@code 14:30:05.25}) and after that an offset ({@code Z},
 * {@code +01:00}, {@code +0100}, {@code +01}); without time it is midnight, without offset UTC.
 */
public enum TimePattern {
  /** ISO 8601: {@code 2024-03-31}. */
  ISO("uuuu-MM-dd"),
  /** {@code 2024/3/31}. */
  YEAR_MONTH_DAY("uuuu/M/d"),
  /** {@code 31.3.2024}. */
  DAY_MONTH_YEAR_DOTS("d.M.uuuu"),
  /** {@code 31/3/2024}. */
  DAY_MONTH_YEAR("d/M/uuuu"),
  /** {@code 3/31/2024}. */
  MONTH_DAY_YEAR("M/d/uuuu");

  /** Stands for a text that is no time of the pattern; no stored time equals it. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int SHORTEST = 8;
  private static final int LONGEST = 40;

  private final DateTimeFormatter format;

  TimePattern(String date) {
    format =
        new DateTimeFormatterBuilder()
            .appendPattern(date)
            .optionalStart()
            .appendPattern("'T'HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Microseconds from 1970-01-01T00:00Z to the time that {@code text} says; {@link #NONE} where it
   * says none, or one that microseconds do not hold.
   */
  public long micros(String text) {
    if (text.length() < SHORTEST
        || text.length() > LONGEST
        || text.charAt(0) < '0'
        || text.charAt(0) > '9') {
      return NONE;
    }
    int space = text.indexOf(' ');
    String spaceless =
        space < 0 ? text : text.substring(0, space) + 'T' + text.substring(space + 1);
    try {
      TemporalAccessor parsed = format.parse(spaceless);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset offset = parsed.query(TemporalQueries.offset());
      Instant instant =
          date.atTime(time == null ? LocalTime.MIDNIGHT : time)
              .toInstant(offset == null ? ZoneOffset.UTC : offset);
      return instant.getNano() % 1000 == 0 ? micros(instant) : NONE;
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  /**
   * Microseconds from 1970-01-01T00:00Z, rounded down; never {@link #NONE}: years have 4 digits.
   */
  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  /** A text that says that time, in UTC; {@link #micros(String)} gives {@code micros} again. */
  public String text(long micros) {
    return format.format(instant(micros).atOffset(ZoneOffset.UTC).toLocalDateTime());
  }

  /** What a user calls the pattern: {@code iso}, {@code day-month-year}, ... */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The pattern that a user calls so; throws {@code IllegalArgumentException} where none is. */
  public static TimePattern of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The moment that many microseconds after 1970-01-01T00:00Z. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }
}
