package io.tributary.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The step benchmark's tables: speed beside both peers, and who used the CPU. */
record StepReport(
    String kernelType,
    boolean withPyTorch,
    Map<String, List<Stretch>> measured,
    List<Stretch> warmUps) {
  private static final String WORK =
      "784-%d-10, 2 x %d rows a step".formatted(StepBenchmark.HIDDEN, StepBenchmark.ROWS_PER_AGENT);

  /** What the file holds. */
  private record Content(
      Conditions conditions,
      List<Comparison> comparisons,
      Map<String, List<Stretch>> measured,
      List<Stretch> warmUps) {}

  void publish(PrintStream out) throws IOException {
    Conditions conditions = Conditions.of(kernelType);
    out.println(conditions.line());
    List<Line> lines = new ArrayList<>();
    measured.forEach(
        (side, stretches) ->
            lines.add(
                new Line.Measured(
                    side,
                    stretches.stream()
                        .map(s -> s.stepsPerSecond() * 2 * StepBenchmark.ROWS_PER_AGENT)
                        .toList())));
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(new Comparison(WORK, "samples/s", List.copyOf(lines)));
    if (withPyTorch) {
      lines.addFirst(lines.removeLast());
    } else {
      lines.addFirst(
          new Line.Missing(
              "PyTorch DDP, gloo", "no Python here imports it; apt-get install python3-torch"));
    }
    comparisons.add(new Comparison(WORK + ", beside PyTorch", "samples/s", lines));
    comparisons.forEach(comparison -> comparison.print(out));
    out.printf("%n%-34s %9s  %s%n", "CPU, all cores", "ms/step", "of which (ms per step)");
    measured.values().forEach(stretches -> printCpu(out, "", stretches));
    warmUps.forEach(stretch -> printCpu(out, "warm-up: ", List.of(stretch)));
    Report.write(out, "step", new Content(conditions, comparisons, measured, warmUps));
  }

  private static void printCpu(PrintStream out, String phase, List<Stretch> stretches) {
    List<String> parts = new ArrayList<>();
    for (String user : stretches.getFirst().cpuMillisPerStep().keySet()) {
      double millis =
          Medians.of(stretches.stream().map(s -> s.cpuMillisPerStep().get(user)).toList());
      parts.add(String.format(Locale.ROOT, "%s %.2f", user, millis));
    }
    List<Double> all =
        stretches.stream()
            .map(s -> s.cpuMillisPerStep().values().stream().mapToDouble(ms -> ms).sum())
            .toList();
    out.printf(
        Locale.ROOT,
        "%-34s %9.2f  %s%n",
        phase + stretches.getFirst().side(),
        Medians.of(all),
        String.join(", ", parts));
  }
}
