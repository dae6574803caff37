package io.tributary.standalone.cli;

import io.tributary.client.cli.ClientCommands;
import io.tributary.client.cli.ClientContext;
import io.tributary.client.cli.Failures;
import io.tributary.standalone.LauncherException;
import java.util.List;
import java.util.Map;
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
      PasswordCommand.class,
      RecordCommand.class
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
    CommandLine root = new CommandLine(new TributaryCommand());
    ClientCommands.addTo(root, ClientContext.ofProcess());
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, result) -> explain(failure, command));
  }

  /** Names of all commands that the help shows, in its order. */
  public static List<String> commandNames() {
    return commandLine().getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A mistake or an obstacle is a sentence; a defect of ours keeps its stack trace. */
  static int explain(Exception failure, CommandLine command) throws Exception {
    if (failure instanceof LauncherException) {
      command.getErr().println("tributary: " + failure.getMessage());
      return Failures.REFUSED;
    }
    return Failures.explain(failure, command.getErr()).orElseThrow(() -> failure);
  }

  /** Without a command: the help, as an error. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }
}
