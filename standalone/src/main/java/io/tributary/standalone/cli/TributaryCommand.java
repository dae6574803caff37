package io.tributary.standalone.cli;

import io.tributary.standalone.LauncherException;
import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "tributary",
    mixinStandardHelpOptions = true,
    version = "Tributary 0.1.0",
    description = "Trains models across the machines you have.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      AgentsCommand.class,
      PasswordCommand.class
    },
    footer = {
      "",
      "Settings: TRIBUTARY_HOME (./.tributary), TRIBUTARY_WEB_PORT (8080), TRIBUTARY_API_PORT (8081).",
      "Help for one command: ./tributary COMMAND --help"
    })
public final class TributaryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before any call
  private TributaryCommand() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new TributaryCommand())
        .setExecutionExceptionHandler((failure, command, result) -> explain(failure, command));
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    String advice =
        switch (failure) {
          case LauncherException launcher -> "";
          case TributaryException refused -> refused.advice();
          case PlatformUnreachable silent -> silent.advice();
          // A defect of ours: its stack trace is what helps.
          default -> throw failure;
        };
    command.getErr().println(("tributary: " + failure.getMessage() + " " + advice).strip());
    return 1;
  }

  /** Without a command: the help, as an error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }
}
