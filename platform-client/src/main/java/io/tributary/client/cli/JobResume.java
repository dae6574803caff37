package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Let a paused job go on.")
final class JobResume extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  JobResume(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    client.jobs().resume(id);
    out().printf("Job %s will go on.%n", id);
    return DONE;
  }
}
