package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.agent.AgentView;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List agents and what they work on.")
final class AgentList extends ClientCommand {
  @Mixin private final Output output = new Output();

  AgentList(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    List<AgentView> agents = client.agents().list();
    output.write(out(), agents, out -> table(agents).writeTo(out));
    return DONE;
  }

  private static TextTable table(List<AgentView> agents) {
    TextTable table =
        new TextTable(
            "NAME", "STATE", "BACKEND", "KERNELS", "GFLOP/S", "HOST", "SITE", "JOBS", "ID");
    for (AgentView agent : agents) {
      String jobs =
          agent.jobs().stream()
              .map(part -> part.jobName() + ":" + part.partitions().size())
              .collect(Collectors.joining(", "));
      table.row(
          agent.name(),
          agent.state(),
          agent.backend(),
          agent.kernelType(),
          agent.gflops(),
          agent.host(),
          site(agent),
          jobs.isEmpty() ? "-" : jobs,
          agent.id());
    }
    return table;
  }

  private static String site(AgentView agent) {
    String site = agent.site();
    return site == null ? "-" : agent.relay() ? site + " (relay)" : site;
  }
}
