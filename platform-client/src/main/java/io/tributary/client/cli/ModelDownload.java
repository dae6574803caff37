package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "download", description = "Download a model to a file.")
final class ModelDownload extends ClientCommand {
  @Parameters(
      paramLabel = "ID",
      description = "The model: an id, NAME, NAME@VERSION or NAME@STAGE.")
  private String id = "";

  @Option(names = "--format", description = "native or onnx; the platform's choice if not given.")
  private @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; ID with the format as ending if not given. A file is replaced.")
  private @Nullable Path file;

  ModelDownload(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) throws IOException {
    Path named = file == null ? Path.of(id + (format == null ? ".model" : "." + format)) : file;
    Path target = context().directory().resolve(named);
    client.models().download(id, format, target);
    out().printf("Wrote %s (%s).%n", named, Wording.bytes(Files.size(target)));
    return DONE;
  }
}
