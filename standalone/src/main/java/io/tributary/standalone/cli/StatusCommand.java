package io.tributary.standalone.cli;

import io.tributary.standalone.LocalPlatform;
import java.io.PrintWriter;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: a line for each process. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows each process of the platform.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:everything runs", "3:nothing runs", "4:something is missing"})
final class StatusCommand implements Callable<Integer> {
  private static final int NOTHING_RUNS = 3;
  private static final int SOMETHING_MISSING = 4;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before any call
  private StatusCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LocalPlatform platform = Terminal.platform();
    SortedMap<String, Long> status = platform.status();
    if (status.values().stream().allMatch(pid -> pid == 0)) {
      out.println("Tributary is not running in " + platform.home().root() + ".");
      return NOTHING_RUNS;
    }
    out.printf("%-12s %-9s %9s%n", "PROCESS", "STATE", "PID");
    status.forEach(
        (name, pid) ->
            out.printf(
                "%-12s %-9s %9s%n", name, pid == 0 ? "missing" : "running", pid == 0 ? "-" : pid));
    platform
        .endpoints()
        .ifPresent(
            known -> out.printf("%nDashboard  %s%nAPI        %s%n", known.web(), known.api()));
    return status.containsValue(0L) ? SOMETHING_MISSING : 0;
  }
}
