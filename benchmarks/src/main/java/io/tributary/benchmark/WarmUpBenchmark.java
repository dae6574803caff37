package io.tributary.benchmark;

import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long the first steps of a first job take after a start with and without start-up caches: the
 * step benchmark's job, a platform started anew for each run, both kinds in turn, medians.
 */
final class WarmUpBenchmark {
  private static final int ROUNDS = 3;
  private static final List<Integer> MARKS = List.of(100, 200, 500, 1_000, 2_000, 5_000);
  private static final long POLL_MILLIS = 50;

  private WarmUpBenchmark() {}

  /**
   * A stretch of steps; times in milliseconds per step, one per run.
   *
   * @param after steps committed before
   * @param upTo steps committed at its end
   */
  private record Stretch(
      int after, int upTo, List<Double> withCaches, List<Double> withoutCaches) {}

  static void run(PrintStream out) throws IOException, InterruptedException {
    List<Stretch> stretches = new ArrayList<>();
    int after = 0;
    for (int mark : MARKS) {
      stretches.add(new Stretch(after, mark, new ArrayList<>(), new ArrayList<>()));
      after = mark;
    }
    Map<String, String> without = new HashMap<>(System.getenv());
    without.put("TRIBUTARY_START_CACHE", "off");
    for (int round = 0; round < ROUNDS; round++) {
      double[] plain = millisAtMarks(without);
      double[] cached = millisAtMarks(System.getenv());
      for (int i = 0; i < stretches.size(); i++) {
        Stretch stretch = stretches.get(i);
        int steps = stretch.upTo() - stretch.after();
        stretch.withoutCaches().add((plain[i + 1] - plain[i]) / steps);
        stretch.withCaches().add((cached[i + 1] - cached[i]) / steps);
      }
    }
    print(out, stretches);
    Path json = Path.of(System.getProperty("tributary.repository", ""), "benchmarks/target");
    Path file = json.resolve("warm-up.json");
    Files.writeString(
        file,
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(stretches));
    out.println("every run: " + file);
  }

  /** Milliseconds from the job's start to its start (0) and to each mark, interpolated. */
  private static double[] millisAtMarks(Map<String, String> environment)
      throws IOException, InterruptedException {
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(environment)) {
      String job = platform.client().jobs().submitYaml(StepBenchmark.JOB).id();
      double[] marks = new double[MARKS.size() + 1];
      long start = 0;
      double lastMillis = 0;
      long lastStep = 0;
      int next = 0;
      while (next < MARKS.size()) {
        JobView view = platform.client().jobs().get(job);
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
          double share =
              (MARKS.get(next) - lastStep) / (double) Math.max(1, view.step() - lastStep);
          marks[++next] = lastMillis + share * (millis - lastMillis);
        }
        lastMillis = millis;
        lastStep = view.step();
        Thread.sleep(POLL_MILLIS);
      }
      platform.client().jobs().cancel(job);
      return marks;
    }
  }

  private static void print(PrintStream out, List<Stretch> stretches) {
    out.printf("median of %d runs each, ms per step%n", ROUNDS);
    out.printf("%-16s %12s %12s %8s%n", "STEPS", "WITHOUT", "WITH CACHES", "RATIO");
    for (Stretch stretch : stretches) {
      double plain = StepBenchmark.median(stretch.withoutCaches());
      double cached = StepBenchmark.median(stretch.withCaches());
      out.printf(
          Locale.ROOT,
          "%-16s %12.2f %12.2f %8.2f%n",
          (stretch.after() + 1) + "-" + stretch.upTo(),
          plain,
          cached,
          cached / plain);
    }
  }
}
