package io.tributary.benchmark;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.standalone.Endpoints;
import io.tributary.standalone.LocalPlatform;
import io.tributary.standalone.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A platform of two agents in a home of its own, with a data set {@code digits}; closing it stops
 * it and deletes the home.
 */
final class BenchmarkPlatform implements AutoCloseable {
  private final Path directory;
  private final LocalPlatform platform;
  private final DigitFiles digits;
  private final TributaryClient client;

  private BenchmarkPlatform(Path directory, LocalPlatform platform, DigitFiles digits) {
    this.directory = directory;
    this.digits = digits;
    this.platform = platform;
    this.client = platform.client();
  }

  /** With generated images. Returns when the data set is uploaded. */
  static BenchmarkPlatform start(Map<String, String> environment) throws IOException {
    return start(environment, List.of());
  }

  /**
   * @param files an IDX image file and its label file; none means generated images
   */
  static BenchmarkPlatform start(Map<String, String> environment, List<Path> files)
      throws IOException {
    Path directory = Files.createTempDirectory("tributary-bench");
    DigitFiles digits = DigitFiles.of(files, directory);
    LocalPlatform platform =
        LocalPlatform.at(directory.resolve("home"), environment, System.err::println);
    try {
      platform.start(Ports.ANY, OptionalInt.of(2));
      BenchmarkPlatform started = new BenchmarkPlatform(directory, platform, digits);
      started.upload();
      return started;
    } catch (IOException | RuntimeException e) {
      platform.stop();
      Directories.delete(directory);
      throw e;
    }
  }

  private void upload() throws IOException {
    client
        .datasets()
        .upload(
            DatasetSpec.named("digits"),
            digits.files().stream().map(UploadPart::file).toList(),
            UploadProgress.IGNORED);
  }

  /** What was uploaded. */
  DigitFiles digits() {
    return digits;
  }

  /** BLAS kernel type that its agents use. */
  String kernelType() {
    return client.agents().list().getFirst().kernelType();
  }

  /** Address of the broker. */
  String kafka() {
    return platform.endpoints().orElseThrow().kafka();
  }

  /** Its database. */
  StoredBlobs blobs() throws IOException {
    String password = Files.readString(platform.home().postgresPasswordFile()).strip();
    return new StoredBlobs(
        platform.endpoints().orElseThrow().postgres(), "tributary", password, directory);
  }

  /** Resident memory of the control plane's process at most, so far. */
  long peakMebibytes() throws IOException {
    return PeakMemory.mebibytes(platform.endpoints().orElseThrow().pids().api());
  }

  /** For temporary files of peers; deleted with the platform. */
  Path directory() {
    return directory;
  }

  /** Where peers may log. */
  Path log() {
    return directory.resolve("peers.log");
  }

  /** CPU time so far of agents, broker, control plane, and database with dashboard. */
  Map<String, Duration> cpu() {
    Endpoints.Pids pids = platform.endpoints().orElseThrow().pids();
    Map<String, Duration> cpu = new LinkedHashMap<>();
    cpu.put("agents", cpu(pids.agents().values()));
    cpu.put("broker", cpu(List.of(pids.kafka())));
    cpu.put("control plane", cpu(List.of(pids.api())));
    cpu.put("database, dashboard", cpu(List.of(pids.postgres(), pids.web())));
    return cpu;
  }

  private static Duration cpu(Collection<Long> pids) {
    return pids.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .map(CpuTime::of)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Processes of the agents, by name. */
  SortedMap<String, Long> agents() {
    return platform.endpoints().orElseThrow().pids().agents();
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
    Directories.delete(directory);
  }
}
