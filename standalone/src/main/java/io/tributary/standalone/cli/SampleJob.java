package io.tributary.standalone.cli;

import io.tributary.client.Pause;
import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import io.tributary.client.sample.SampleKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The job of the demo: sample data, a small model, and a progress bar. */
final class SampleJob {
  private static final Duration POLL = Duration.ofMillis(250);

  /** Enough to learn, few enough to end in seconds. */
  private static final int USUAL_DIGITS = 6_000;

  static final long USUAL_SEED = 7;

  private static final List<Headline> HEADLINES =
      List.of(new Headline("accuracy", "Accuracy"), new Headline("r2", "R2"));

  private record Headline(String metric, String word) {}

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

  /** Rows where nobody says how many. */
  static int usualRows(SampleKind kind) {
    return kind == SampleKind.DIGITS ? USUAL_DIGITS : kind.usualRows();
  }

  /** Makes the data set, trains on it, and returns the job in its last state. */
  JobView run(SampleKind kind, long seed, int rows) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    List<Path> files = kind.writeTo(directory.resolve(kind.toString()), seed, rows);
    DatasetView dataset =
        client
            .datasets()
            .upload(
                DatasetSpec.named(kind.datasetName()),
                files.stream().map(UploadPart::file).toList(),
                UploadProgress.IGNORED);
    out.println(
        "\nUploaded %d sample rows as %s@%d."
            .formatted(dataset.rows(), dataset.name(), dataset.version()));
    String id = client.jobs().submitYaml(kind.jobSpec()).id();
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
    HEADLINES.stream()
        .filter(headline -> job.metrics().containsKey(headline.metric()))
        .findFirst()
        .ifPresent(
            headline ->
                out.println(
                    "  %-10s %s".formatted(headline.word(), job.metrics().get(headline.metric()))));
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
}
