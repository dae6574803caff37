package io.tributary.client.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How facts are written for people. */
final class Wording {
  private Wording() {}

  /** Text from elsewhere without control characters, which a terminal would obey. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> printable.appendCodePoint(Character.isISOControl(c) && c != '\n' ? '?' : c));
    return printable.toString();
  }

  /** Numbers with four significant digits, maps as their entries, {@code -} where there is none. */
  static String number(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Double d -> number(d.doubleValue());
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + " " + number(entry.getValue()))
              .collect(Collectors.joining(", "));
      case Object other -> other.toString();
    };
  }

  private static String number(double value) {
    double magnitude = Math.abs(value);
    if (!Double.isFinite(value) || value == Math.rint(value) && magnitude < 1e15) {
      return Double.isFinite(value) ? Long.toString((long) value) : Double.toString(value);
    }
    if (magnitude < 1e-3 || magnitude >= 1e7) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(magnitude)));
    return String.format(Locale.ROOT, "%." + Math.min(decimals, 4) + "f", value);
  }

  /** Size in the unit that keeps it short. */
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }

  /** Seconds precision, UTC; {@code -} where there is none. */
  static String time(@Nullable Instant instant) {
    return instant == null ? "-" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As a clock shows it: {@code 1:02:03}, {@code 2:03}. */
  static String duration(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return duration.toHours() > 0
        ? "%d:%02d:%02d"
            .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
        : "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /**
   * The value of a metric on the holdout, or on training rows where there is none; null where there
   * is neither.
   */
  static @Nullable Object metric(Map<String, Object> metrics, String name) {
    Object holdout = metrics.get(name);
    return holdout == null && metrics.get("train") instanceof Map<?, ?> train
        ? train.get(name)
        : holdout;
  }
}
