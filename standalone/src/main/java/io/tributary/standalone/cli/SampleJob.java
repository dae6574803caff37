package io.tributary.standalone.cli;

import io.tributary.client.Pause;
import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import io.tributary.client.sample.DigitsSample;
import io.tributary.standalone.LauncherException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The job of the demo: sample digits, a small network, and a progress bar. */
final class SampleJob {
  private static final int IMAGES = 6_000;
  private static final long SEED = 7;
  private static final Duration POLL = Duration.ofMillis(250);

  private final TributaryClient client;
  private final Path directory;
  private final Pause pause;
  private final ProgressBar bar;
  private final PrintWriter out;

  SampleJob(TributaryClient client, Path directory, Pause pause, PrintWriter out) {
    this.client = client;
    this.directory = directory;
    this.pause = pause;
    this.out = out;
    this.bar = ProgressBar.on(out);
  }

  /** Makes the data set, trains on it, and returns the job in its last state. */
  JobView run() throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path images = directory.resolve("digits-images-idx3-ubyte.gz");
    Path labels = directory.resolve("digits-labels-idx1-ubyte.gz");
    new DigitsSample(SEED, IMAGES).writeTo(images, labels);
    DatasetView dataset =
        client
            .datasets()
            .upload(
                DatasetSpec.named("digits-sample"),
                List.of(UploadPart.file(images), UploadPart.file(labels)),
                UploadProgress.IGNORED);
    out.println("\nUploaded %d sample digits as %s.".formatted(dataset.rows(), dataset.name()));
    String id = client.jobs().submitYaml(jobSpec()).id();
    JobView job = client.jobs().get(id);
    while (!JobStates.isTerminal(job.state())) {
      bar.show(job.progress().fraction(), describe(job));
      pause.pause(POLL);
      job = client.jobs().get(id);
    }
    bar.end(job.progress().fraction(), describe(job));
    return job;
  }

  private static String describe(JobView job) {
    JobView.@Nullable ReasonDetail reason = job.reasonDetail();
    return reason == null
        ? "%s  step %d of %d"
            .formatted(
                job.state().toLowerCase(Locale.ROOT), job.step(), job.progress().totalSteps())
        : job.state().toLowerCase(Locale.ROOT) + ": " + reason.sentence();
  }

  /** What came out of it, and where to look at it. */
  static void describe(JobView job, String web, PrintWriter out) {
    JobView.@Nullable ReasonDetail reason = job.reasonDetail();
    out.println();
    out.println("  State      " + job.state());
    if (reason != null) {
      out.println("  Reason     " + reason.sentence() + " " + reason.advice());
    }
    out.println("  Accuracy   " + Objects.requireNonNullElse(job.metrics().get("accuracy"), "-"));
    out.println("  Digest     " + Objects.requireNonNullElse(job.parametersDigest(), "-"));
    out.println("  Steps/s    " + stepsPerSecond(job));
    out.println("  Dashboard  " + web + "/jobs/" + job.id());
    out.flush();
  }

  /** Over the whole job, evaluation and checkpoints included. */
  private static String stepsPerSecond(JobView job) {
    if (job.startedAt() == null || job.finishedAt() == null) {
      return "-";
    }
    long millis = Duration.between(job.startedAt(), job.finishedAt()).toMillis();
    return String.format(Locale.ROOT, "%.1f", job.step() * 1000.0 / Math.max(1, millis));
  }

  private static String jobSpec() throws IOException {
    try (@Nullable InputStream resource = SampleJob.class.getResourceAsStream("digits.yaml")) {
      if (resource == null) {
        throw new LauncherException("The sample job is missing from this build.");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
