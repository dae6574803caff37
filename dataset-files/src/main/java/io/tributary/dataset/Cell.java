package io.tributary.dataset;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.math.BigInteger;

/** What the text of a CSV cell means. Texts are stripped of surrounding white space first. */
final class Cell {
  /** Decimal digits that a 64-bit floating point number always holds. */
  private static final int EXACT_DIGITS = 15;

  /** Characters of {@code null}. */
  private static final int LONGEST_MISSING = 4;

  private Cell() {}

  /**
   * Whether the cell says that there is no value. {@code nan} in lower case is how numeric
   * libraries write that; {@code NaN} is the result of a computation, see {@link #number}.
   */
  static boolean isMissing(String text) {
    // Nearly all cells are longer, or begin like a number: they need no comparison.
    if (text.length() > LONGEST_MISSING || (!text.isEmpty() && text.charAt(0) <= '9')) {
      return false;
    }
    return switch (text) {
      case "", "?", "NA", "na", "N/A", "n/a", "null", "NULL", "Null", "nan" -> true;
      default -> false;
    };
  }

  /**
   * The number in the cell; NaN where the text is no number; an infinity where it is one that is
   * not finite ({@code inf}, {@code Infinity}, {@code NaN}, {@code 1e999}).
   */
  static double number(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean possible =
          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!possible) {
        return isNotFinite(text) ? Double.POSITIVE_INFINITY : Double.NaN;
      }
    }
    try {
      return JavaDoubleParser.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * As {@link #number}, where the decimal sign is a comma: {@code 1,5}; a point makes it no number.
   */
  static double numberWithComma(String text) {
    return text.indexOf('.') >= 0 ? Double.NaN : number(text.replace(',', '.'));
  }

  /**
   * Whether a 64-bit floating point number holds all that the cell says: not so for whole numbers
   * of many digits, which identify things and would become equal to others.
   */
  static boolean isFaithful(String text) {
    if (text.length() <= EXACT_DIGITS) {
      return true;
    }
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return true;
      }
    }
    return isFaithful(new BigInteger(text));
  }

  /** Whether a 64-bit floating point number equals the whole number. */
  static boolean isFaithful(BigInteger number) {
    double nearest = number.doubleValue();
    return Double.isFinite(nearest) && new BigDecimal(nearest).toBigInteger().equals(number);
  }

  private static boolean isNotFinite(String text) {
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return unsigned.equalsIgnoreCase("nan")
        || unsigned.equalsIgnoreCase("inf")
        || unsigned.equalsIgnoreCase("infinity");
  }
}
