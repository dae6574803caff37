package io.tributary.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two processes that each compute the gradients of half a step, with the settings of agents. */
final class ProcessPair implements AutoCloseable {
  private final List<RateProcess> processes;

  private ProcessPair(List<RateProcess> processes) {
    this.processes = processes;
  }

  /** Two that never talk: the ceiling. */
  static ProcessPair silent(DigitFiles digits, Path log) throws IOException {
    return new ProcessPair(
        List.of(SilentWorker.start(digits, log), SilentWorker.start(digits, log)));
  }

  /** PyTorch's DistributedDataParallel over gloo, optimiser included. */
  static ProcessPair ofPyTorch(String python, DigitFiles digits, Path log) throws IOException {
    List<RateProcess> ranks = new ArrayList<>();
    String port = Integer.toString(freePort());
    for (int rank = 0; rank < 2; rank++) {
      ProcessBuilder builder =
          Sides.python(
              python,
              "ddp_torch.py",
              List.of(
                  digits.images().toString(),
                  digits.labels().toString(),
                  Integer.toString(StepBenchmark.HIDDEN)));
      builder.environment().put("MASTER_ADDR", "127.0.0.1");
      builder.environment().put("MASTER_PORT", port);
      builder.environment().put("WORLD_SIZE", "2");
      builder.environment().put("RANK", Integer.toString(rank));
      ranks.add(new RateProcess(builder, log));
    }
    return new ProcessPair(List.copyOf(ranks));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What the first says about itself. */
  String greeting() {
    return processes.getFirst().greeting();
  }

  /** Steps per second over {@code duration}: gradients of both together, divided by two. */
  double stepsPerSecond(int rowsEach, Duration duration) throws IOException {
    processes.forEach(process -> process.ask(rowsEach, duration));
    double rate = 0;
    for (RateProcess process : processes) {
      rate += process.rate() / processes.size();
    }
    return rate;
  }

  /** User and system time of both so far. */
  Duration cpu() {
    return processes.stream().map(RateProcess::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    processes.forEach(RateProcess::close);
  }
}
