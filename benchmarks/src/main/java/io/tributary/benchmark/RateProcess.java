package io.tributary.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that works when told: it says one line about itself, then answers each line {@code SIZE
 * MILLIS} with how many pieces of work of that size it did and in how many nanoseconds.
 */
final class RateProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;
  private final Path log;
  private final String greeting;

  /**
   * @param log where its complaints go
   */
  RateProcess(ProcessBuilder builder, Path log) throws IOException {
    this.log = log;
    process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    output = process.inputReader(StandardCharsets.UTF_8);
    input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    greeting = line();
  }

  /** What it says about itself: versions, kernel type. */
  String greeting() {
    return greeting;
  }

  /** Asks, without waiting for the answer. */
  void ask(int size, Duration duration) {
    input.println(size + " " + duration.toMillis());
  }

  /** Pieces of work per second, of the question before. */
  double rate() throws IOException {
    String[] answer = line().split(" ");
    return Long.parseLong(answer[0]) * 1e9 / Long.parseLong(answer[1]);
  }

  double rate(int size, Duration duration) throws IOException {
    ask(size, duration);
    return rate();
  }

  /** For processes that understand other questions. */
  String text(String question) throws IOException {
    input.println(question);
    return line();
  }

  /** For those that answer with one number. */
  double number(String question) throws IOException {
    return Double.parseDouble(text(question));
  }

  /** User and system time so far. */
  Duration cpu() {
    return CpuTime.of(process.toHandle());
  }

  private String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("a measured process ended; its messages are in " + log);
    }
    return line;
  }

  /** Returns when the process is gone, so that nobody writes where its files are deleted. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
