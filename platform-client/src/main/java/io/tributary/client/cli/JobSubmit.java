package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.SubmittedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "submit", description = "Submit a job.")
final class JobSubmit extends ClientCommand {
  @Parameters(paramLabel = "FILE", description = "The job spec, YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = "--watch",
      description = "Stay until the job has ended; status 0 only when it succeeded.")
  private boolean watch;

  @Mixin private final Output output = new Output();

  JobSubmit(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) throws IOException {
    String spec = Files.readString(context().directory().resolve(file));
    SubmittedJob job = client.jobs().submitYaml(spec);
    if (!watch) {
      output.write(out(), job, out -> out.printf("Job %s is %s.%n", job.id(), job.state()));
      return DONE;
    }
    err().printf("Job %s%n", job.id());
    return JobWatch.watch(client, job.id(), this, output);
  }
}
