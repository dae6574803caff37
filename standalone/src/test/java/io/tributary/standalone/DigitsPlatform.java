package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import io.tributary.client.sample.DigitsSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A platform of real processes with generated digits as data set {@code digits}, and what every
 * test of jobs on it does.
 */
final class DigitsPlatform implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(3);

  /** Some hundred short steps: long enough to be disturbed, over within seconds. */
  static final String JOB =
      """
      name: digits
      dataset: digits
      label: label
      task: classification
      model: {type: mlp, hidden: [32], activation: tanh}
      optimizer: {type: momentum, learningRate: 0.05, momentum: 0.9}
      training: {epochs: 14, batchSize: 61, partitions: 7, seed: 11}
      evaluation: {holdout: 0.2, everySteps: 50}
      """;

  private final LocalPlatform platform;
  private TributaryClient client;

  /**
   * @param directory an empty one, for the platform and for files to upload
   * @param rows of the data set
   */
  DigitsPlatform(Path directory, Map<String, String> settings, int agents, int rows)
      throws IOException {
    platform = LocalPlatform.at(directory.resolve("home"), settings, line -> {});
    platform.start(Ports.ANY, OptionalInt.of(agents));
    client = platform.client();
    Path images = Files.createTempFile(directory, "images", ".gz");
    Path labels = Files.createTempFile(directory, "labels", ".gz");
    new DigitsSample(5, rows).writeTo(images, labels);
    upload("digits", images, labels);
  }

  void upload(String name, Path... files) throws IOException {
    client
        .datasets()
        .upload(
            DatasetSpec.named(name),
            Arrays.stream(files).map(UploadPart::file).toList(),
            UploadProgress.IGNORED);
  }

  /** The processes, to be killed, stopped and started. */
  LocalPlatform processes() {
    return platform;
  }

  TributaryClient client() {
    return client;
  }

  /** Starts what does not run; the client is a new one, because its port may be. */
  void startAgain(OptionalInt agents) {
    platform.start(Ports.ANY, agents);
    client.close();
    client = platform.client();
  }

  String submit(String yaml) {
    return client.jobs().submitYaml(yaml).id();
  }

  String state(String job) {
    return client.jobs().get(job).state();
  }

  void awaitStep(String job, long step) {
    await("the job reaches step " + step)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              JobView view = client.jobs().get(job);
              return view.step() >= step || JobStates.isTerminal(view.state());
            });
    assertThat(state(job)).as("the job is under way").isEqualTo("RUNNING");
  }

  void pause(String job) {
    client.jobs().pause(job);
    await("the job pauses").atMost(LONG).until(() -> state(job).equals("PAUSED"));
  }

  /** Pauses the job, and returns the step of its newest checkpoint when that includes all steps. */
  long pausedAtCheckpoint(String job) {
    pause(job);
    AtomicLong newest = new AtomicLong();
    await("a checkpoint of the step it paused at")
        .atMost(LONG)
        .until(
            () -> {
              client
                  .jobs()
                  .checkpoints(job)
                  .forEach(c -> newest.accumulateAndGet(c.step(), Math::max));
              return newest.get() > 0 && newest.get() == client.jobs().get(job).step();
            });
    return newest.get();
  }

  /** However it ends. */
  JobView end(String job) {
    await("the job ends").atMost(LONG).until(() -> JobStates.isTerminal(state(job)));
    return client.jobs().get(job);
  }

  JobView success(String job) {
    JobView end = end(job);
    assertThat(end.state()).as("%s", end.reasonDetail()).isEqualTo("SUCCEEDED");
    return end;
  }

  /** Of the parameters that the job ends with. */
  String digest(String job) {
    String digest = String.valueOf(success(job).parametersDigest());
    assertThat(digest).hasSize(64);
    return digest;
  }

  @Override
  public void close() {
    client.close();
    platform.stop();
  }
}
