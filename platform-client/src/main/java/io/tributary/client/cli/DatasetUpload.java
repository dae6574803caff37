package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.UploadPart;
import io.tributary.client.UploadProgress;
import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "upload",
    description = {
      "Upload the files of one data set: one table, or an IDX image file and its label file.",
      "An upload that was cut goes on when the same command is given again.",
      "What is not said about them is found out by looking at them."
    })
final class DatasetUpload extends ClientCommand {
  /** Files below that are sent again as quickly as they are resumed. */
  private static final long RESUMED_BYTES = 16L << 20;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, gzip or not.")
  private List<Path> files = new ArrayList<>();

  @Mixin private final SpecOptions spec = new SpecOptions();
  @Mixin private final Output output = new Output();

  DatasetUpload(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files) {
      Path path = context().directory().resolve(file);
      if (!Files.isRegularFile(path)) {
        throw CommandFailure.usage("There is no file %s.".formatted(file), "Check the path.");
      }
      found.add(path);
    }
    DatasetView stored;
    try (LiveLine line = new LiveLine(err(), context().terminal())) {
      UploadProgress progress =
          (sent, total) ->
              line.show(
                  "%s of %s sent".formatted(Wording.bytes(sent), Wording.bytes(total)),
                  (int) (10 * sent / total));
      stored =
          bytes(found) < RESUMED_BYTES
              ? client
                  .datasets()
                  .upload(spec(), found.stream().map(UploadPart::file).toList(), progress)
              : resumed(client, found, progress);
    }
    output.write(out(), stored, out -> report(out, stored));
    return DONE;
  }

  /** In requests that go on where an earlier one was cut, also one of an earlier command. */
  private DatasetView resumed(TributaryClient client, List<Path> found, UploadProgress progress)
      throws IOException {
    List<String> ids = new ArrayList<>();
    long before = 0;
    long all = bytes(found);
    for (Path file : found) {
      long sentBefore = before;
      ids.add(
          client.uploads().send(file, (sent, total) -> progress.sent(sentBefore + sent, all)).id());
      before += Files.size(file);
    }
    return client.datasets().create(new DatasetRequest(new DatasetSource.Uploads(ids), spec()));
  }

  private static long bytes(List<Path> found) throws IOException {
    long bytes = 0;
    for (Path file : found) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private DatasetSpec spec() {
    return spec.spec(nameOf(files.getFirst()));
  }

  /** {@code data/iris.csv.gz} gives {@code iris}. */
  private static String nameOf(Path file) {
    String fileName = String.valueOf(file.getFileName());
    int dot = fileName.indexOf('.', 1);
    return dot < 0 ? fileName : fileName.substring(0, dot);
  }

  static void report(PrintWriter out, DatasetView stored) {
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
