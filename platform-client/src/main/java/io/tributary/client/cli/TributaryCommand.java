package io.tributary.client.cli;

import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of a platform that runs elsewhere. */
@Command(
    name = "tributary",
    description = "Trains models across the machines you have.",
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footer = {"", "Help for one command: tributary COMMAND --help"})
public final class TributaryCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private TributaryCommand() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(ClientContext.ofProcess()).execute(arguments));
  }

  /** The root with all commands; programs add their own. */
  public static CommandLine commandLine(ClientContext context) {
    CommandLine root = new CommandLine(new TributaryCommand());
    ClientCommands.addTo(root, context);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              OptionalInt status = Failures.explain(failure, command.getErr());
              if (status.isEmpty()) {
                command
                    .getErr()
                    .println(
                        "This should not have happened: %s. Please report it.".formatted(failure));
              }
              return status.orElse(Failures.REFUSED);
            });
  }
}
