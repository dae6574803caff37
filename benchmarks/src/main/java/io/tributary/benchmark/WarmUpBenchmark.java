package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the first steps of a first job take after a start with and without start-up caches: the
 * step benchmark's job, a platform started anew for each run, both kinds in turn, medians.
 */
final class WarmUpBenchmark {
  private static final int ROUNDS = 5;
  private static final List<Integer> MARKS = List.of(100, 200, 500, 1_000, 2_000, 5_000);
  private static final long POLL_MILLIS = 50;

  private WarmUpBenchmark() {}

  /**
   * An interval of steps; times in milliseconds per step, one per run.
   *
   * @param after steps committed before
   * @param upTo steps committed at its end
   */
  private record Interval(
      int after, int upTo, List<Double> withCaches, List<Double> withoutCaches) {}

  /** What the file holds. */
  private record Content(Conditions conditions, List<Interval> intervals) {}

  static void run(PrintStream out) throws IOException, InterruptedException {
    List<Interval> intervals = new ArrayList<>();
    int after = 0;
    for (int mark : MARKS) {
      intervals.add(new Interval(after, mark, new ArrayList<>(), new ArrayList<>()));
      after = mark;
    }
    Map<String, String> without = new HashMap<>(System.getenv());
    without.put("TRIBUTARY_START_CACHE", "off");
    String kernelType = "";
    for (int round = 0; round < ROUNDS; round++) {
      double[] plain;
      double[] cached;
      try (BenchmarkPlatform platform = BenchmarkPlatform.start(without)) {
        plain = millisAtMarks(platform.client());
      }
      try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv())) {
        kernelType = platform.kernelType();
        cached = millisAtMarks(platform.client());
      }
      for (int i = 0; i < intervals.size(); i++) {
        Interval interval = intervals.get(i);
        int steps = interval.upTo() - interval.after();
        interval.withoutCaches().add((plain[i + 1] - plain[i]) / steps);
        interval.withCaches().add((cached[i + 1] - cached[i]) / steps);
      }
    }
    Conditions conditions = Conditions.of(kernelType);
    out.println(conditions.line());
    print(out, intervals);
    Report.write(out, "warm-up", new Content(conditions, intervals));
  }

  /** Milliseconds from the job's start to its start (0) and to each mark, interpolated. */
  private static double[] millisAtMarks(TributaryClient client) throws InterruptedException {
    String job = client.jobs().submitYaml(StepBenchmark.JOB).id();
    double[] marks = new double[MARKS.size() + 1];
    long start = System.nanoTime();
    double lastMillis = 0;
    long lastStep = 0;
    int next = 0;
    while (next < MARKS.size()) {
      JobView view = client.jobs().get(job);
      long now = System.nanoTime();
      if (JobStates.isTerminal(view.state())) {
        throw new IllegalStateException(
            "The job ended as %s at step %d.".formatted(view.state(), view.step()));
      }
      if (view.step() == 0 && !view.state().equals("RUNNING")) {
        // The time until agents have their rows is not warm-up.
        start = now;
      }
      double millis = (now - start) / 1e6;
      while (next < MARKS.size() && view.step() >= MARKS.get(next)) {
        double share = (MARKS.get(next) - lastStep) / (double) Math.max(1, view.step() - lastStep);
        marks[++next] = lastMillis + share * (millis - lastMillis);
      }
      lastMillis = millis;
      lastStep = view.step();
      Thread.sleep(POLL_MILLIS);
    }
    client.jobs().cancel(job);
    return marks;
  }

  private static void print(PrintStream out, List<Interval> intervals) {
    out.printf("median of %d runs each, ms per step%n", ROUNDS);
    out.printf(
        "%-12s %9s %9s %8s %18s %18s%n",
        "STEPS", "WITHOUT", "WITH", "RATIO", "WITHOUT BY WARM", "WITH BY WARM");
    Interval warm = intervals.getLast();
    for (Interval interval : intervals) {
      double plain = Medians.of(interval.withoutCaches());
      double cached = Medians.of(interval.withCaches());
      out.printf(
          Locale.ROOT,
          "%-12s %9.2f %9.2f %8.2f %18.2f %18.2f%n",
          (interval.after() + 1) + "-" + interval.upTo(),
          plain,
          cached,
          cached / plain,
          plain / Medians.of(warm.withoutCaches()),
          cached / Medians.of(warm.withCaches()));
    }
  }
}
