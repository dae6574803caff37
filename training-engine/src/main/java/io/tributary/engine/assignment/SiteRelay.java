package io.tributary.engine.assignment;

import io.tributary.engine.id.AgentId;
import java.util.List;

/**
 * A site's contributions to a job are summed by one of its agents, the relay, before they go to the
 * coordinator.
 *
 * @param site its name: up to 60 letters, digits, dots, dashes and underscores
 * @param relay id of the agent that sums
 * @param agents ids of the agents whose contributions it sums, its own among them
 */
public record SiteRelay(String site, String relay, List<String> agents) {
  public SiteRelay {
    agents = List.copyOf(agents);
  }

  /** Whether {@code agent} sums. */
  public boolean isRelay(AgentId agent) {
    return relay.equals(agent.value());
  }
}
