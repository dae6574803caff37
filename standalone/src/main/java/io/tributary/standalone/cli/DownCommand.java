package io.tributary.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: stops everything; data stays. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the platform and its agents. Data stays.")
final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before any call
  private DownCommand() {}

  @Override
  public Integer call() {
    Terminal.platform().stop();
    spec.commandLine().getOut().println("Tributary is stopped.");
    return 0;
  }
}
