package io.tributary.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Command line of the benchmarks: the name of one, and what it takes. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    String name = arguments.length == 0 ? "step" : arguments[0];
    List<Path> files = Arrays.stream(arguments).skip(1).map(Path::of).toList();
    switch (name) {
      case "kernel" -> KernelBenchmark.run(System.out, files);
      case "step" -> StepBenchmark.run(System.out, files);
      case "transport" -> TransportBenchmark.run(System.out);
      case "warm-up" -> WarmUpBenchmark.run(System.out);
      case "codecs" -> CodecsBenchmark.run(System.out, files);
      case "ingest" -> IngestBenchmark.run(System.out, files);
      case "incumbents" -> IncumbentsBenchmark.run(System.out, files);
      case "second-order" -> SecondOrderBenchmark.run(System.out, files);
      case "sums" -> SumsBenchmark.run(System.out, files);
      case "sparse" -> SparseBenchmark.run(System.out, files);
      case "straggler" -> StragglerBenchmark.run(System.out, files);
      case "strategies" -> StrategiesBenchmark.run(System.out, files);
      default -> {
        System.err.println(
            "There is no benchmark \""
                + name
                + "\"; there are: kernel, step, transport, warm-up, codecs, ingest, incumbents, second-order, sparse, sums, straggler, strategies.");
        System.exit(2);
      }
    }
  }
}
