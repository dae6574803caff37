package io.tributary.platform.agent;

import io.tributary.client.problem.ProblemView;
import io.tributary.platform.problem.ProblemCode;
import io.tributary.platform.problem.ProblemSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Agents that are lost, and that there is none at all. */
@Component
class AgentProblems implements ProblemSource {
  /** An agent that was lost longer ago is history, not a problem. */
  private static final Duration REMEMBERED = Duration.ofHours(24);

  private final AgentTable table;
  private final Clock clock;

  AgentProblems(AgentTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public List<ProblemView> problems() {
    List<ProblemView> problems = new ArrayList<>();
    List<AgentRow> agents = table.all();
    Instant oldest = clock.instant().minus(REMEMBERED);
    agents.stream()
        .filter(a -> a.state() == AgentState.LOST && a.lastHeartbeatAt().isAfter(oldest))
        .forEach(a -> problems.add(lost(a)));
    if (agents.stream().noneMatch(a -> a.state() == AgentState.ACTIVE)) {
      problems.add(none(agents));
    }
    return problems;
  }

  private static ProblemView lost(AgentRow agent) {
    return ProblemCode.AGENT_LOST.of(
        "agent",
        agent.id().value(),
        "Agent %s on %s sent its last heartbeat at %s."
            .formatted(agent.name(), agent.host(), agent.lastHeartbeatAt()),
        "Its partitions went to other agents. Look at its machine, then start it again.",
        agent.lastHeartbeatAt(),
        Map.of(
            "agentName",
            agent.name(),
            "host",
            agent.host(),
            "lastHeartbeatAt",
            agent.lastHeartbeatAt().toString()));
  }

  private ProblemView none(List<AgentRow> agents) {
    Instant since =
        agents.stream()
            .map(AgentRow::lastHeartbeatAt)
            .max(Instant::compareTo)
            .orElseGet(clock::instant);
    return ProblemCode.NO_AGENTS.ofPlatform(
        "No agent is connected, so no job can make progress.",
        "Start an agent, for example with ./tributary agents add 1.",
        since,
        Map.of());
  }
}
