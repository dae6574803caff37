package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.CrossValidation;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "folds", description = "Show a cross-validation: its jobs, and mean and spread.")
final class JobFolds extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The cross-validation, or one of its jobs.")
  private String id = "";

  @Mixin private final Output output = new Output();

  JobFolds(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    CrossValidation validation = client.jobs().crossValidation(id);
    output.write(out(), validation, out -> describe(validation, out));
    return DONE;
  }

  static void describe(CrossValidation validation, PrintWriter out) {
    out.printf("Cross-validation %s%n", validation.id());
    TextTable jobs = new TextTable("FOLD", "STATE", "STEP", "METRICS", "ID");
    for (CrossValidation.Fold fold : validation.jobs()) {
      jobs.row(
          fold.fold(),
          fold.job().reason() == null
              ? fold.job().state()
              : fold.job().state() + " (" + fold.job().reason() + ")",
          fold.job().step() + "/" + fold.job().totalSteps(),
          JobWording.metrics(fold.job().metrics()).strip(),
          fold.job().id());
    }
    jobs.writeTo(out);
    if (!validation.metrics().isEmpty()) {
      TextTable metrics =
          new TextTable("METRIC", "MEAN", "STANDARD DEVIATION", "SMALLEST", "LARGEST", "JOBS");
      validation
          .metrics()
          .forEach(
              (name, spread) ->
                  metrics.row(
                      name,
                      spread.mean(),
                      spread.standardDeviation(),
                      spread.smallest(),
                      spread.largest(),
                      spread.jobs()));
      metrics.writeTo(out);
    }
  }
}
