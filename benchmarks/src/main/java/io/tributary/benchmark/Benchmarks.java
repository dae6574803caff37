package io.tributary.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Command line of the benchmarks: the name of one, and what it takes. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String name = arguments.length == 0 ? "step" : arguments[0];
    switch (name) {
      case "step" -> StepBenchmark.run(System.out);
      case "warm-up" -> WarmUpBenchmark.run(System.out);
      case "strategies" ->
          StrategiesBenchmark.run(
              System.out, Arrays.stream(arguments).skip(1).map(Path::of).toList());
      default -> {
        System.err.println(
            "There is no benchmark \"" + name + "\"; there are: step, warm-up, strategies.");
        System.exit(2);
      }
    }
  }
}
