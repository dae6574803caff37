package io.tributary.standalone.cli;

import io.tributary.client.Pause;
import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import io.tributary.client.sample.SampleKind;
import io.tributary.standalone.LauncherException;
import io.tributary.standalone.LocalPlatform;
import io.tributary.standalone.StartRecording;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code record}: what the launcher script does after a build. */
@Command(
    name = "record",
    hidden = true,
    mixinStandardHelpOptions = true,
    description =
        "Records start-up caches: trains the sample job and visits the dashboard in a temporary home.")
final class RecordCommand implements Callable<Integer> {
  private RecordCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> files = StartRecording.record(RecordCommand::use, line -> {});
    for (Path file : files) {
      System.err.printf("  %s, %d MiB%n", file.getFileName(), file.toFile().length() >> 20);
    }
    return 0;
  }

  /** The demo's job and every page, since these are what people do first. */
  private static void use(LocalPlatform platform, LocalPlatform.Started started)
      throws IOException, InterruptedException {
    try (TributaryClient client = platform.client()) {
      SampleJob sample =
          new SampleJob(
              client,
              platform.home().root().resolve("sample"),
              Pause.real(),
              new PrintWriter(Writer.nullWriter()));
      SampleKind digits = SampleKind.DIGITS;
      JobView job = sample.run(digits, SampleJob.USUAL_SEED, SampleJob.usualRows(digits));
      if (!job.state().equals(JobStates.SUCCEEDED)) {
        throw new LauncherException(
            "The sample job of the recording ended as %s.".formatted(job.state()));
      }
      DashboardVisit visit = new DashboardVisit(started.endpoints().web());
      visit.signIn("admin", started.adminPassword().orElseThrow());
      visit.pages(job);
      client.jobs().metrics(job.id(), List.of("loss", "accuracy"), 200);
      client.problems().list();
    }
  }
}
