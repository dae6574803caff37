package io.tributary.platform.dataset;

/** What the text of a CSV cell means. Texts are stripped of surrounding white space first. */
final class Cell {
  private Cell() {}

  /**
   * Whether the cell says that there is no value. {@code nan} in lower case is how numeric
   * libraries write that; {@code NaN} is the result of a computation, see {@link #number}.
   */
  static boolean isMissing(String text) {
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
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isNotFinite(String text) {
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return unsigned.equalsIgnoreCase("nan")
        || unsigned.equalsIgnoreCase("inf")
        || unsigned.equalsIgnoreCase("infinity");
  }
}
