package io.tributary.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A CSV file as machines write them: a counter, ten measurements of two to six digits, some of them
 * missing, a place out of 300 and a state out of five. Seeded: the same bytes each time.
 */
final class MeterReadings {
  private static final int MEASUREMENTS = 10;
  private static final String[] STATES = {"idle", "running", "blocked", "failed", "off"};
  private static final double MISSING = 0.02;

  private MeterReadings() {}

  /** Writes whole lines until the file has at least {@code bytes}. */
  static void write(Path file, long bytes) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      StringBuilder line = new StringBuilder("reading");
      for (int i = 0; i < MEASUREMENTS; i++) {
        line.append(",m").append(i);
      }
      line.append(",place,state\n");
      long written = line.length();
      out.append(line);
      for (long reading = 0; written < bytes; reading++) {
        line.setLength(0);
        line.append(reading);
        for (int i = 0; i < MEASUREMENTS; i++) {
          line.append(',');
          if (random.nextDouble() >= MISSING) {
            decimal(line, random, i);
          }
        }
        line.append(",site-").append(random.nextInt(300));
        line.append(',').append(STATES[random.nextInt(STATES.length)]).append('\n');
        out.append(line);
        written += line.length();
      }
    }
  }

  /** Half of the measurements are whole numbers, the others have up to six decimals. */
  private static void decimal(StringBuilder line, SplittableRandom random, int measurement) {
    line.append(random.nextInt(10 << measurement) - 5);
    if (measurement % 2 == 1) {
      String digits = Integer.toString(1_000_000 + random.nextInt(1_000_000));
      line.append('.').append(digits, 1, 2 + measurement % 6);
    }
  }
}
