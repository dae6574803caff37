package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "upload",
    description = {
      "Upload the files of one data set: one table, or an IDX image file and its label file.",
      "What is not said about them is found out by looking at them."
    })
final class DatasetUpload extends ClientCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, gzip or not.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--name",
      description = "Name of the data set; the first file's name where not given.")
  private @Nullable String name;

  @Option(names = "--format", description = "csv, tsv, libsvm or idx.")
  private @Nullable String format;

  @Option(names = "--delimiter", description = "One character, or tab, or space.")
  private @Nullable String delimiter;

  @Option(names = "--no-header", description = "The first line is data, not names.")
  private boolean headerless;

  @Option(names = "--label", paramLabel = "COLUMN", description = "The column to be predicted.")
  private @Nullable String label;

  @Mixin private final Output output = new Output();

  DatasetUpload(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) throws IOException {
    List<UploadPart> parts = new ArrayList<>();
    for (Path file : files) {
      Path found = context().directory().resolve(file);
      if (!Files.isRegularFile(found)) {
        throw CommandFailure.usage("There is no file %s.".formatted(file), "Check the path.");
      }
      parts.add(UploadPart.file(found));
    }
    DatasetView stored;
    try (LiveLine line = new LiveLine(err(), context().terminal())) {
      UploadProgress progress =
          (sent, total) ->
              line.show(
                  "%s of %s sent".formatted(Wording.bytes(sent), Wording.bytes(total)),
                  (int) (10 * sent / total));
      stored = client.datasets().upload(spec(), parts, progress);
    }
    output.write(out(), stored, out -> report(out, stored));
    return DONE;
  }

  private DatasetSpec spec() {
    List<ColumnSpec> columns = label == null ? null : List.of(new ColumnSpec(label, null, "label"));
    return new DatasetSpec(
        name == null ? nameOf(files.getFirst()) : name,
        format,
        headerless ? Boolean.FALSE : null,
        delimiter,
        columns);
  }

  /** {@code data/iris.csv.gz} gives {@code iris}. */
  private static String nameOf(Path file) {
    String fileName = String.valueOf(file.getFileName());
    int dot = fileName.indexOf('.', 1);
    return dot < 0 ? fileName : fileName.substring(0, dot);
  }

  private static void report(PrintWriter out, DatasetView stored) {
    out.printf(
        "Stored %s@%d: %d rows, %d columns, %d rows rejected.%n",
        Wording.printable(stored.name()),
        stored.version(),
        stored.rows(),
        stored.columns().size(),
        stored.rejectedRows());
    out.printf("Id: %s%n", stored.id());
    if (stored.rejectedRows() > 0) {
      out.printf("See why: tributary datasets show %s --rejected%n", stored.id());
    }
  }
}
