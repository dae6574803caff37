package io.tributary.client.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about one noun. */
@Command(synopsisSubcommandLabel = "COMMAND", usageHelpAutoWidth = true)
abstract class Group {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Command(name = "datasets", description = "Upload data sets and look at them.")
  static final class Datasets extends Group {}

  @Command(name = "jobs", description = "Submit jobs, watch them, steer them.")
  static final class Jobs extends Group {}

  @Command(name = "models", description = "Make models of jobs, look at them, download them.")
  static final class Models extends Group {}

  @Command(name = "agents", description = "See who does the work.")
  static final class Agents extends Group {}
}
