package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.model.ModelView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import", description = "Make a model of a file in the native format.")
final class ModelImport extends ClientCommand {
  @Parameters(paramLabel = "FILE", description = "What models download --format native wrote.")
  private Path file = Path.of("");

  @Option(names = "--name", description = "Name of the model; the one in the file if not given.")
  private @Nullable String name;

  @Mixin private final Output output = new Output();

  ModelImport(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) throws IOException {
    Path found = context().directory().resolve(file);
    if (!Files.isRegularFile(found)) {
      throw CommandFailure.usage("There is no file %s.".formatted(file), "Check the path.");
    }
    ModelView model = client.models().add(found, name);
    output.write(
        out(),
        model,
        out ->
            out.printf(
                "Model %s@%d is here.%nId: %s%n",
                Wording.printable(model.name()), model.version(), model.id()));
    return DONE;
  }
}
