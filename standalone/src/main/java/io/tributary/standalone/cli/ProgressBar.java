package io.tributary.standalone.cli;

import java.io.PrintWriter;

/** One line that is drawn again in a terminal, and a line every tenth elsewhere. */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean interactive;
  private int lastTenth = -1;

  ProgressBar(PrintWriter out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  static ProgressBar on(PrintWriter out) {
    return new ProgressBar(out, System.console() != null && System.getenv("TERM") != null);
  }

  void show(double fraction, String text) {
    int tenth = (int) (fraction * 10);
    if (interactive) {
      out.print(CLEAR_LINE + line(fraction, text));
    } else if (tenth != lastTenth) {
      lastTenth = tenth;
      out.println(line(fraction, text));
    }
    out.flush();
  }

  void end(double fraction, String text) {
    lastTenth = -1;
    show(fraction, text);
    if (interactive) {
      out.println();
    }
  }

  private static String line(double fraction, String text) {
    int full = (int) Math.round(Math.clamp(fraction, 0.0, 1.0) * WIDTH);
    return "[%s%s] %3d %%  %s"
        .formatted("=".repeat(full), " ".repeat(WIDTH - full), Math.round(fraction * 100), text);
  }
}
