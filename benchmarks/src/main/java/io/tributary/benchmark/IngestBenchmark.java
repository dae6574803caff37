package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long a CSV file takes from the client to stored blobs, beside DuckDB's time to read it and
 * PostgreSQL's to take the same blobs by {@code COPY}: what it would take to do the two things that
 * an upload does with the best tool for each. Every upload is by REST, over loopback, and ends with
 * its transaction.
 */
final class IngestBenchmark {
  private static final int ROUNDS = 3;
  private static final long FILE_BYTES = 1_000_000_000;
  private static final long SMALL_FILE_BYTES = FILE_BYTES / 10;

  private IngestBenchmark() {}

  /**
   * @param files a CSV file; none means a generated one of a gigabyte
   */
  static void run(PrintStream out, List<Path> files)
      throws IOException, InterruptedException, SQLException {
    try (BenchmarkPlatform platform = BenchmarkPlatform.start(System.getenv())) {
      Path small = platform.directory().resolve("small.csv");
      MeterReadings.write(small, SMALL_FILE_BYTES);
      Path large = files.isEmpty() ? platform.directory().resolve("large.csv") : files.getFirst();
      if (files.isEmpty()) {
        MeterReadings.write(large, FILE_BYTES);
      }
      new IngestBenchmark().measure(platform, small, large, out);
    }
  }

  private void measure(BenchmarkPlatform platform, Path small, Path large, PrintStream out)
      throws IOException, InterruptedException, SQLException {
    List<Double> uploads = new ArrayList<>();
    List<Double> copies = new ArrayList<>();
    List<Double> reads = new ArrayList<>();
    List<Double> sums = new ArrayList<>();
    upload(platform.client(), small, new ArrayList<>());
    long peakOfSmall = platform.peakMebibytes();
    try (RateProcess duck = duckDb(platform)) {
      duck.number(small.toString());
      for (int round = 0; round < ROUNDS; round++) {
        DatasetView stored = upload(platform.client(), large, uploads);
        copies.add(platform.blobs().copySeconds(stored.id()));
        platform.client().datasets().delete(stored.id());
        reads.add(duck.number(large.toString()));
        sums.add(copies.getLast() + reads.getLast());
        out.printf(Locale.ROOT, "round %d: %.1f s%n", round + 1, uploads.getLast());
      }
      String title =
          "%,d MB of CSV, from the client to the commit".formatted(Files.size(large) / 1_000_000);
      new Report(
              "ingest",
              Conditions.of(platform.kernelType()),
              List.of(
                  new Comparison(
                      title,
                      "s",
                      List.of(
                          new Line.Measured("both in turn", sums),
                          new Line.Measured(duck.greeting(), reads),
                          new Line.Measured("PostgreSQL takes the blobs by COPY", copies),
                          new Line.Measured("Tributary", uploads)))))
          .publish(out);
      out.printf(
          Locale.ROOT,
          "control plane's memory at most: %,d MiB after %,d MB, %,d MiB after all%n",
          peakOfSmall,
          SMALL_FILE_BYTES / 1_000_000,
          platform.peakMebibytes());
    }
  }

  private static RateProcess duckDb(BenchmarkPlatform platform)
      throws IOException, InterruptedException {
    return switch (new PeerProject("duckdb").build()) {
      case PeerProject.Failed failed -> throw new IOException("no DuckDB: " + failed.reason());
      case PeerProject.Built built ->
          new RateProcess(
              Sides.peer(built, "io.tributary.peer.DuckDbRead", List.of()), platform.log());
    };
  }

  private static DatasetView upload(TributaryClient client, Path file, List<Double> seconds)
      throws IOException {
    long start = System.nanoTime();
    DatasetView view =
        client
            .datasets()
            .upload(
                DatasetSpec.named("readings"),
                List.of(UploadPart.file(file)),
                UploadProgress.IGNORED);
    seconds.add((System.nanoTime() - start) / 1e9);
    return view;
  }
}
