package io.tributary.web.samples;

import io.tributary.client.sample.SampleKind;

/**
 * What was typed for one kind of sample.
 *
 * @param rows as typed; empty for the usual number
 * @param seed as typed; empty for the usual one
 */
record SampleForm(SampleKind chosen, String rows, String seed) {
  private static final long USUAL_SEED = 7;

  /** The largest batch of the sample jobs, and a fifth held out. */
  static final int LEAST_ROWS = 700;

  static final int MOST_ROWS = 1_000_000;

  /** Images take longer to draw. */
  static final int MOST_DIGITS = 100_000;

  static SampleForm usual() {
    return new SampleForm(SampleKind.DIGITS, "", "");
  }

  /** Whether it belongs to that kind's card. */
  public boolean isAbout(SampleKind kind) {
    return chosen == kind;
  }

  static int mostRows(SampleKind kind) {
    return kind == SampleKind.DIGITS ? MOST_DIGITS : MOST_ROWS;
  }

  boolean isValid() {
    return rowsAreValid() && seedIsValid();
  }

  public boolean rowsAreValid() {
    try {
      return rowCount() >= LEAST_ROWS && rowCount() <= mostRows(chosen);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  public boolean seedIsValid() {
    try {
      seedNumber();
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  int rowCount() {
    return rows.isBlank()
        ? Math.max(LEAST_ROWS, chosen.usualRows())
        : Integer.parseInt(rows.strip());
  }

  long seedNumber() {
    return seed.isBlank() ? USUAL_SEED : Long.parseLong(seed.strip());
  }

  /** For the page. */
  public int least() {
    return LEAST_ROWS;
  }

  /** For the page. */
  public int most(SampleKind kind) {
    return mostRows(kind);
  }
}
