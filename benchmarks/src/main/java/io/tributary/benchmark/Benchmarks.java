package io.tributary.benchmark;

import java.io.IOException;
import java.util.List;

/** Command line of the benchmarks: {@code step}. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String name = arguments.length == 0 ? "step" : arguments[0];
    if (!List.of("step").contains(name)) {
      System.err.println("There is no benchmark \"" + name + "\"; there is: step.");
      System.exit(2);
    }
    StepBenchmark.run(System.out);
  }
}
