package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.dataset.DatasetView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List data sets, newest first.")
final class DatasetList extends ClientCommand {
  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "Part of the name.")
  private @Nullable String text;

  @Mixin private final Length length = new Length();
  @Mixin private final Output output = new Output();

  DatasetList(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    List<DatasetView> datasets =
        length.collect((cursor, limit) -> client.datasets().list(text, cursor, limit));
    output.write(out(), datasets, out -> table(datasets).writeTo(out));
    length.say(err());
    return DONE;
  }

  private static TextTable table(List<DatasetView> datasets) {
    TextTable table = new TextTable("NAME", "ROWS", "REJECTED", "COLUMNS", "SIZE", "CREATED", "ID");
    for (DatasetView dataset : datasets) {
      table.row(
          dataset.name() + "@" + dataset.version(),
          dataset.rows(),
          dataset.rejectedRows(),
          dataset.columns().size(),
          Wording.bytes(dataset.bytes()),
          Wording.time(dataset.createdAt()),
          dataset.id());
    }
    return table;
  }
}
