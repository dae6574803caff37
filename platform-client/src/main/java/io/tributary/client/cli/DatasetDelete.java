package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.dataset.DatasetView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = "Delete a version of a data set, unless an unfinished job needs it.")
final class DatasetDelete extends ClientCommand {
  @Parameters(paramLabel = "NAME", description = "Its name, name@version or id.")
  private String name = "";

  DatasetDelete(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    DatasetView dataset = new NamedDatasets(client.datasets()).find(name);
    client.datasets().delete(dataset.id());
    out().printf("Deleted %s@%d.%n", Wording.printable(dataset.name()), dataset.version());
    return DONE;
  }
}
