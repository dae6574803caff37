package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.model.ModelChange;
import io.tributary.client.model.ModelView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "edit", description = "Move a model to another stage, or write notes on it.")
final class ModelEdit extends ClientCommand {
  @Parameters(
      paramLabel = "ID",
      description = "The model: an id, NAME, NAME@VERSION or NAME@STAGE.")
  private String id = "";

  @Option(
      names = "--stage",
      description =
          "none, staging, production or archived. One version of a name is in production: the one"
              + " before it is archived.")
  private @Nullable String stage;

  @Option(names = "--notes", description = "What to say about it; replaces the notes.")
  private @Nullable String notes;

  @Mixin private final Output output = new Output();

  ModelEdit(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    // By its id: a name may mean another version once the stage has changed.
    String version = client.models().get(id).id();
    client.models().change(version, new ModelChange(stage, notes));
    ModelView model = client.models().get(version);
    output.write(
        out(),
        model,
        out ->
            out.printf(
                "%s@%d  %s%n",
                Wording.printable(model.name()),
                model.version(),
                Wording.printable(model.stage())));
    return DONE;
  }
}
