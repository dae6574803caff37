package io.tributary.benchmark;

import java.time.Duration;
import java.util.stream.Stream;

/** CPU time of processes, as the operating system counts it. */
final class CpuTime {
  private CpuTime() {}

  /** User and system time of a process and its living descendants. */
  static Duration of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
