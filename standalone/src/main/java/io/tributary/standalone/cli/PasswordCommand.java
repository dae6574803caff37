package io.tributary.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code password}: a new random password for the user {@code admin}. */
@Command(
    name = "password",
    mixinStandardHelpOptions = true,
    description = "Gives the user admin a new random password and prints it.")
final class PasswordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before any call
  private PasswordCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().println("admin / " + Terminal.platform().resetAdminPassword());
    return 0;
  }
}
