package io.tributary.benchmark;

import java.io.IOException;

/** Command line of the benchmarks: the name of one. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String name = arguments.length == 0 ? "step" : arguments[0];
    switch (name) {
      case "step" -> StepBenchmark.run(System.out);
      case "warm-up" -> WarmUpBenchmark.run(System.out);
      default -> {
        System.err.println("There is no benchmark \"" + name + "\"; there are: step, warm-up.");
        System.exit(2);
      }
    }
  }
}
