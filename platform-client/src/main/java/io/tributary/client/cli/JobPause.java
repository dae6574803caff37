package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "pause", description = "Pause a job; its state is kept.")
final class JobPause extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  JobPause(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    client.jobs().pause(id);
    out().printf("Job %s will pause.%n", id);
    return DONE;
  }
}
