package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = "Show a job until it has ended; status 0 only when it succeeded.")
final class JobWatch extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Mixin private final Output output = new Output();

  JobWatch(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    return watch(client, id, this, output);
  }

  /** Progress goes to the error stream where the result is JSON, so that it stays JSON. */
  static int watch(TributaryClient client, String id, ClientCommand command, Output output) {
    JobView job;
    try (LiveLine line =
        new LiveLine(
            output.isJson() ? command.err() : command.out(), command.context().terminal())) {
      job = new JobFollower(client.jobs(), command.context().pause(), line).follow(id);
    }
    output.write(command.out(), job, out -> {});
    return job.state().equals(JobStates.SUCCEEDED) ? DONE : Failures.REFUSED;
  }
}
