package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.CrossValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "cross-validate", description = "Submit one job for each fold of the rows.")
final class JobCrossValidate extends ClientCommand {
  @Parameters(
      paramLabel = "FILE",
      description = "The job spec, YAML or JSON, with evaluation.holdout: {type: fold, folds: 5}.")
  private Path file = Path.of("");

  @Mixin private final Output output = new Output();

  JobCrossValidate(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) throws IOException {
    String spec = Files.readString(context().directory().resolve(file));
    CrossValidation validation = client.jobs().crossValidateYaml(spec);
    output.write(out(), validation, out -> JobFolds.describe(validation, out));
    return DONE;
  }
}
