package io.tributary.standalone.cli;

import io.tributary.standalone.LauncherException;
import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import java.util.List;
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

  /** Names of all commands, in the order of the help. */
  public static List<String> commandNames() {
    return List.copyOf(commandLine().getSubcommands().keySet());
  }

  /** Whether the message says it all; a defect of ours is better explained by its stack trace. */
  static boolean isForPeople(Exception failure) {
    return failure instanceof LauncherException
        || failure instanceof TributaryException
        || failure instanceof PlatformUnreachable;
  }

  private static int explain(Exception failure, CommandLine command) throws Exception {
    if (!isForPeople(failure)) {
      throw failure;
    }
    String advice =
        switch (failure) {
          case TributaryException refused -> refused.advice();
          case PlatformUnreachable silent -> silent.advice();
          default -> "";
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
