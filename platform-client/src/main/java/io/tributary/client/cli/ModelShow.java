package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.model.ModelView;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a model, its inputs and where it comes from.")
final class ModelShow extends ClientCommand {
  @Parameters(
      paramLabel = "ID",
      description = "The model: an id, NAME, NAME@VERSION or NAME@STAGE.")
  private String id = "";

  @Mixin private final Output output = new Output();

  ModelShow(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    ModelView model = client.models().get(id);
    output.write(out(), model, out -> describe(model, out));
    return DONE;
  }

  private static void describe(ModelView model, PrintWriter out) {
    out.printf(
        "%s@%d  %s%n",
        Wording.printable(model.name()), model.version(), Wording.printable(model.stage()));
    TextTable facts = new TextTable("", "");
    facts.row("Id", model.id());
    facts.row("Predicts", model.label() == null ? model.task() : model.label());
    facts.row("Classes", model.classes().isEmpty() ? "-" : String.join(", ", model.classes()));
    facts.row("Job", "%s (%s), step %d".formatted(model.jobName(), model.jobId(), model.step()));
    facts.row("Notes", model.notes().isEmpty() ? "-" : model.notes());
    facts.row("Digest", model.parametersDigest());
    facts.row("Created", Wording.time(model.createdAt()) + " by " + model.createdBy());
    model.metrics().forEach((name, value) -> facts.row("Metric " + name, value));
    model.provenance().forEach((name, value) -> facts.row("Provenance " + name, value));
    facts.writeTo(out);
    TextTable inputs = new TextTable("INPUT", "TYPE", "VALUES");
    for (ModelView.InputColumn input : model.inputs()) {
      inputs.row(
          input.name(),
          input.width() == 1 ? input.type() : input.type() + "[" + input.width() + "]",
          input.values().isEmpty() ? "-" : String.join(", ", input.values()));
    }
    if (!model.inputs().isEmpty()) {
      out.println();
      inputs.writeTo(out);
    }
  }
}
