package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.RejectedRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a data set and what its columns contain.")
final class DatasetShow extends ClientCommand {
  @Parameters(paramLabel = "NAME", description = "Its name, name@version or id.")
  private String name = "";

  @Option(names = "--rejected", description = "Show the rows that could not be stored, and why.")
  private boolean rejected;

  @Mixin private final Length length = new Length();
  @Mixin private final Output output = new Output();

  DatasetShow(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    DatasetView dataset = new NamedDatasets(client.datasets()).find(name);
    if (rejected) {
      List<RejectedRow> rows =
          length.collect((cursor, limit) -> client.datasets().rejected(dataset.id(), cursor));
      output.write(out(), rows, out -> table(rows).writeTo(out));
      length.say(err());
    } else if (output.isJson()) {
      output.write(out(), dataset, out -> {});
    } else {
      describe(dataset, client.datasets().profile(dataset.id()), out());
    }
    return DONE;
  }

  private static TextTable table(List<RejectedRow> rows) {
    TextTable table = new TextTable("LINE", "REASON", "TEXT");
    rows.forEach(row -> table.row(row.line(), row.reason(), row.text()));
    return table;
  }

  private static void describe(DatasetView dataset, DatasetProfile profile, PrintWriter out) {
    out.printf(
        "%s@%d  %s  %d rows (%d in the file, %d rejected)  %s  by %s at %s%n",
        Wording.printable(dataset.name()),
        dataset.version(),
        dataset.format(),
        dataset.rows(),
        dataset.uploadedRows(),
        dataset.rejectedRows(),
        Wording.bytes(dataset.bytes()),
        Wording.printable(dataset.createdBy()),
        Wording.time(dataset.createdAt()));
    out.printf("Id:     %s%nDigest: %s%n%n", dataset.id(), dataset.digest());
    Map<String, ColumnProfile> byName =
        profile.columns().stream()
            .collect(Collectors.toMap(ColumnProfile::name, Function.identity()));
    TextTable table =
        new TextTable("COLUMN", "TYPE", "ROLE", "MISSING", "DISTINCT", "MIN", "MEAN", "MAX");
    for (ColumnView column : dataset.columns()) {
      ColumnProfile content = byName.get(column.name());
      table.row(
          column.name(),
          column.width() == 1 ? column.type() : column.type() + "[" + column.width() + "]",
          column.role() == null ? "-" : column.role(),
          content == null ? "-" : content.missing(),
          content == null ? "-" : (content.distinctIsApproximate() ? "~" : "") + content.distinct(),
          Wording.number(content == null ? null : content.minimum()),
          Wording.number(content == null ? null : content.mean()),
          Wording.number(content == null ? null : content.maximum()));
    }
    table.writeTo(out);
  }
}
