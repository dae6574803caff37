package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.sample.DigitsSample;
import io.tributary.standalone.LocalPlatform;
import io.tributary.standalone.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A platform of two agents in a home of its own, with a data set {@code digits}; closing it stops
 * it and deletes the home.
 */
final class BenchmarkPlatform implements AutoCloseable {
  private static final int IMAGES = 8_192;

  private final Path directory;
  private final LocalPlatform platform;
  private final TributaryClient client;

  private BenchmarkPlatform(Path directory, LocalPlatform platform) {
    this.directory = directory;
    this.platform = platform;
    this.client = platform.client();
  }

  /** With 8,192 generated images. Returns when the data set is uploaded. */
  static BenchmarkPlatform start(Map<String, String> environment) throws IOException {
    return start(environment, List.of());
  }

  /**
   * @param files an IDX image file and its label file; none means generated images
   */
  static BenchmarkPlatform start(Map<String, String> environment, List<Path> files)
      throws IOException {
    Path directory = Files.createTempDirectory("tributary-bench");
    LocalPlatform platform =
        LocalPlatform.at(directory.resolve("home"), environment, System.err::println);
    try {
      platform.start(Ports.ANY, OptionalInt.of(2));
      BenchmarkPlatform started = new BenchmarkPlatform(directory, platform);
      started.upload(files);
      return started;
    } catch (IOException | RuntimeException e) {
      platform.stop();
      delete(directory);
      throw e;
    }
  }

  private void upload(List<Path> files) throws IOException {
    client
        .datasets()
        .upload(
            DatasetSpec.named("digits"),
            (files.isEmpty() ? generated() : files).stream().map(UploadPart::file).toList(),
            UploadProgress.IGNORED);
  }

  private List<Path> generated() throws IOException {
    Path images = directory.resolve("images.gz");
    Path labels = directory.resolve("labels.gz");
    new DigitsSample(1, IMAGES).writeTo(images, labels);
    return List.of(images, labels);
  }

  void addAgent() {
    platform.addAgent();
  }

  /** Removes the agent that started last. */
  void removeAgent() {
    platform.removeAgent(platform.endpoints().orElseThrow().pids().agents().lastKey());
  }

  TributaryClient client() {
    return client;
  }

  @Override
  public void close() throws IOException {
    client.close();
    platform.stop();
    delete(directory);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
