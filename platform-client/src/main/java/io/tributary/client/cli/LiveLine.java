package io.tributary.client.cli;

import java.io.PrintWriter;

/**
 * One line that changes. On a terminal it is written over; elsewhere a new line is written only
 * when there is a tenth more to tell. Thread-safe.
 */
final class LiveLine implements AutoCloseable {
  private final PrintWriter out;
  private final boolean terminal;
  private int shownLength;
  private int shownTenth = -1;

  LiveLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Shows how far something is.
   *
   * @param tenth 0 to 10: which tenth of the way is done
   */
  synchronized void show(String line, int tenth) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
      out.flush();
      shownLength = line.length();
    } else if (tenth != shownTenth) {
      out.println(line);
      out.flush();
    }
    shownTenth = tenth;
  }

  /** Writes a line that stays. */
  synchronized void keep(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** Takes the changing line away. */
  @Override
  public synchronized void close() {
    clear();
    out.flush();
  }

  private void clear() {
    if (shownLength > 0) {
      out.print("\r" + " ".repeat(shownLength) + "\r");
      shownLength = 0;
    }
  }
}
