package io.tributary.standalone.cli;

import io.tributary.standalone.Endpoints;
import io.tributary.standalone.LauncherException;
import io.tributary.standalone.LocalPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agents}: more or fewer of them, while jobs run. */
@Command(
    name = "agents",
    mixinStandardHelpOptions = true,
    description = "Lists, adds or removes agents of the running platform.")
final class AgentsCommand implements Callable<Integer> {
  private static final int MOST = 64;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before any call
  private AgentsCommand() {}

  /** Without a sub-command: the list. */
  @Override
  public Integer call() {
    for (Map.Entry<String, Long> agent : Terminal.platform().status().entrySet()) {
      if (agent.getKey().startsWith("agent-")) {
        spec.commandLine()
            .getOut()
            .printf(
                "%-12s %s%n",
                agent.getKey(), agent.getValue() == 0 ? "missing" : "pid " + agent.getValue());
      }
    }
    return 0;
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Starts N more agents; returns when they are enrolled.")
  int add(@Parameters(paramLabel = "N", defaultValue = "1") int count) {
    requireSensible(count);
    LocalPlatform platform = Terminal.platform();
    for (int added = 0; added < count; added++) {
      spec.commandLine().getOut().println("added " + platform.addAgent());
    }
    return 0;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Ends the N newest agents; others take over their partitions.")
  int remove(@Parameters(paramLabel = "N", defaultValue = "1") int count) {
    requireSensible(count);
    LocalPlatform platform = Terminal.platform();
    List<String> names =
        new ArrayList<>(platform.endpoints().map(Endpoints::agentNames).orElse(List.of()));
    if (names.size() < count) {
      throw new LauncherException(
          "There are %d agents here, so %d cannot be removed.".formatted(names.size(), count));
    }
    for (String name : names.reversed().subList(0, count)) {
      platform.removeAgent(name);
      spec.commandLine().getOut().println("removed " + name);
    }
    return 0;
  }

  private static void requireSensible(int count) {
    if (count < 1 || count > MOST) {
      throw new LauncherException("N is %d; it is 1 to %d.".formatted(count, MOST));
    }
  }
}
