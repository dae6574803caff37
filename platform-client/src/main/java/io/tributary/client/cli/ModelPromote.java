package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.CheckpointView;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.ModelView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "promote", description = "Make a checkpoint of a job a model.")
final class ModelPromote extends ClientCommand {
  @Parameters(paramLabel = "JOB", description = "Id of the job.")
  private String jobId = "";

  @Option(names = "--step", description = "Step of the checkpoint; the last one if not given.")
  private @Nullable Long step;

  @Option(names = "--name", description = "Name of the model; the job's name if not given.")
  private @Nullable String name;

  @Option(names = "--stage", description = "none, staging, production or archived.")
  private @Nullable String stage;

  @Mixin private final Output output = new Output();

  ModelPromote(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    String modelName = name == null ? client.jobs().get(jobId).name() : name;
    long from = step == null ? lastCheckpoint(client) : step;
    ModelView model = client.jobs().promote(jobId, from, new PromoteRequest(modelName, stage));
    output.write(
        out(),
        model,
        out ->
            out.printf(
                "Model %s@%d is step %d of the job.%nId: %s%n",
                Wording.printable(model.name()), model.version(), model.step(), model.id()));
    return DONE;
  }

  private long lastCheckpoint(TributaryClient client) {
    return client.jobs().checkpoints(jobId).stream()
        .mapToLong(CheckpointView::step)
        .max()
        .orElseThrow(
            () ->
                CommandFailure.refused(
                    "Job %s has no checkpoint yet.".formatted(jobId),
                    "Wait for its first checkpoint: tributary jobs watch %s".formatted(jobId)));
  }
}
