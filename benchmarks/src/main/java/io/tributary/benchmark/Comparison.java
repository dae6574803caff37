package io.tributary.benchmark;

import io.tributary.benchmark.Line.Measured;
import io.tributary.benchmark.Line.Missing;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Sides that did the same work, each beside the first.
 *
 * @param title what the work was
 * @param unit of the figures
 * @param lines the first is the one that the others are compared with, if it is there
 */
record Comparison(String title, String unit, List<Line> lines) {

  void print(PrintStream out) {
    out.printf("%n%-44s %14s %8s  %s%n", title, unit, "ratio", "ratio by round");
    for (Line line : lines) {
      switch (line) {
        case Missing missing -> out.printf("%-44s missing: %s%n", missing.name(), missing.reason());
        case Measured measured -> print(out, measured);
      }
    }
  }

  private void print(PrintStream out, Measured line) {
    if (!(lines.getFirst() instanceof Measured first)) {
      out.printf(Locale.ROOT, "%-44s %14.2f%n", line.name(), line.median());
      return;
    }
    List<Double> ratios = line.ratios(first);
    out.printf(
        Locale.ROOT,
        "%-44s %14.2f %8.3f  %s%n",
        line.name(),
        line.median(),
        Medians.of(ratios),
        ratios.stream().map(r -> String.format(Locale.ROOT, "%.3f", r)).toList());
  }
}
