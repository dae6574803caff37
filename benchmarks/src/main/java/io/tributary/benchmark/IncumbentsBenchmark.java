package io.tributary.benchmark;

import io.tributary.benchmark.PeerProject.Built;
import io.tributary.benchmark.PeerProject.Failed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Seconds from nothing to one accuracy on rows held out: the digits, 256 hidden units, a platform
 * of two agents beside other JVM systems with two threads, each as its documentation says. Every
 * side searches the smallest budget of epochs or iterations that reaches the accuracy, which warms
 * it up; then all train with their budgets in turn.
 */
final class IncumbentsBenchmark {
  private static final double ACCURACY = 0.98;
  private static final int ROUNDS = 5;
  private static final Map<String, String> MAINS =
      Map.of("spark", "SparkDigits", "h2o", "H2oDigits", "dl4j", "Dl4jDigits");

  /** One training as a side tells it. */
  record Training(double seconds, int budget, double accuracy) {
    static Training parse(String line) {
      String[] parts = line.split(" ");
      return new Training(
          Double.parseDouble(parts[0]), Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
    }
  }

  /** Whoever trains. */
  interface Side extends AutoCloseable {
    /** With what the last number of a training is a budget of, at the end. */
    String name();

    Training train(double accuracy) throws IOException, InterruptedException;

    @Override
    void close();
  }

  private record Peer(RateProcess process) implements Side {
    @Override
    public String name() {
      return process.greeting();
    }

    @Override
    public Training train(double accuracy) throws IOException {
      return Training.parse(process.text(Double.toString(accuracy)));
    }

    @Override
    public void close() {
      process.close();
    }
  }

  private final List<Side> sides = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();

  private IncumbentsBenchmark() {}

  static void run(PrintStream out, List<Path> files) throws IOException, InterruptedException {
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv(), files)) {
      IncumbentsBenchmark benchmark = new IncumbentsBenchmark();
      benchmark.sides.add(new OwnTraining(platform.client()));
      try {
        benchmark.measure(platform, out);
      } finally {
        benchmark.sides.forEach(Side::close);
      }
    }
  }

  private void measure(BenchmarkPlatform platform, PrintStream out)
      throws IOException, InterruptedException {
    for (Map.Entry<String, String> main : MAINS.entrySet()) {
      switch (new PeerProject(main.getKey()).build()) {
        case Failed failed -> missing.add(new Line.Missing(main.getKey(), failed.reason()));
        case Built built -> start(main.getKey(), built, main.getValue(), platform);
      }
    }
    List<Training> first = new ArrayList<>();
    for (Side side : List.copyOf(sides)) {
      try {
        Training training = side.train(ACCURACY);
        out.println(side.name() + ": " + training);
        first.add(training);
      } catch (IOException died) {
        sides.remove(side);
        side.close();
        missing.add(new Line.Missing(side.name(), "ended while training, see " + platform.log()));
      }
    }
    List<List<Training>> trainings = new ArrayList<>();
    sides.forEach(side -> trainings.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < sides.size(); i++) {
        trainings.get(i).add(sides.get(i).train(ACCURACY));
      }
    }
    List<Line> seconds = new ArrayList<>();
    List<Line> accuracies = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      String name = sides.get(i).name() + " " + first.get(i).budget();
      List<Training> own = trainings.get(i);
      seconds.add(new Line.Measured(name, own.stream().map(Training::seconds).toList()));
      accuracies.add(
          new Line.Measured(
              name, own.stream().map(training -> training.accuracy() * 100).toList()));
    }
    seconds.addAll(missing);
    accuracies.addAll(missing);
    String title = String.format(Locale.ROOT, "digits, 784-256-10, to accuracy %.2f", ACCURACY);
    new Report(
            "incumbents",
            Conditions.of(platform.kernelType()),
            List.of(
                new Comparison(title, "s", seconds),
                new Comparison("the accuracy that it came to", "%", accuracies)))
        .publish(out);
  }

  private void start(String name, Built built, String main, BenchmarkPlatform platform)
      throws IOException {
    DigitFiles digits = platform.digits();
    List<String> arguments =
        List.of(
            digits.images().toString(),
            digits.labels().toString(),
            Integer.toString(StepBenchmark.HIDDEN));
    try {
      sides.add(
          new Peer(
              new RateProcess(
                  Sides.olderPeer(
                      built, "io.tributary.peer." + main, arguments, platform.directory()),
                  platform.log())));
    } catch (IOException died) {
      missing.add(new Line.Missing(name, "it does not start, see " + platform.log()));
    }
  }
}
