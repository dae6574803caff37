package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "predict", description = "Predict for the rows of a file.")
final class ModelPredict extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The model: an id, NAME, NAME@VERSION or NAME@STAGE.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "Rows in any format that data sets are made of.")
  private Path file = Path.of("");

  @Option(names = "--format", description = "csv or jsonl; csv if not given.")
  private @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to: one line per row. A file is replaced.")
  private Path output = Path.of("");

  ModelPredict(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) throws IOException {
    Path rows = context().directory().resolve(file);
    if (!Files.isRegularFile(rows)) {
      throw CommandFailure.usage("There is no file %s.".formatted(file), "Check the path.");
    }
    Path target = context().directory().resolve(output);
    // Under its name only when it is complete: nobody takes a part for the whole.
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        client.models().predict(id, rows, format, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    out().printf("Wrote %s (%s).%n", output, Wording.bytes(Files.size(target)));
    return DONE;
  }
}
