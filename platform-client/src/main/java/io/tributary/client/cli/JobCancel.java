package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "End a job; it cannot be resumed.")
final class JobCancel extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  JobCancel(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    client.jobs().cancel(id);
    out().printf("Job %s will end.%n", id);
    return DONE;
  }
}
