package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.model.ModelView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List models, newest first.")
final class ModelList extends ClientCommand {
  @Option(names = "--name", description = "Only versions of this model.")
  private @Nullable String name;

  @Option(names = "--stage", description = "Only none, staging, production or archived ones.")
  private @Nullable String stage;

  @Mixin private final Length length = new Length();
  @Mixin private final Output output = new Output();

  ModelList(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    List<ModelView> models =
        length.collect((cursor, limit) -> client.models().list(name, stage, cursor, limit));
    output.write(out(), models, out -> table(models).writeTo(out));
    length.say(err());
    return DONE;
  }

  private static TextTable table(List<ModelView> models) {
    TextTable table =
        new TextTable("NAME", "STAGE", "TASK", "METRICS", "JOB", "STEP", "CREATED", "ID");
    for (ModelView model : models) {
      table.row(
          model.name() + "@" + model.version(),
          model.stage(),
          model.task(),
          JobWording.metrics(model.metrics()).strip(),
          model.jobName(),
          model.step(),
          Wording.time(model.createdAt()),
          model.id());
    }
    return table;
  }
}
