package io.tributary.platform.aggregation;

import io.tributary.client.dataset.EdgeFile;
import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.platform.agent.AgentBeat;
import io.tributary.platform.agent.Agents;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.ReasonCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a job does not progress: a pure function of what the event loop sees.
 *
 * @param step that waits
 * @param seconds since the last committed step
 * @param missing partitions that have not contributed
 * @param owners of the job's partitions; empty when nobody owns any
 * @param relays that sum for some of them
 * @param agents that are alive, of any kind
 * @param kind on which the job computes
 * @param minWorkers agents that the job wants at least
 * @param acknowledging whether the brokers owe an acknowledgement
 * @param away files at agents that are not there
 */
record Waiting(
    long step,
    double seconds,
    List<Integer> missing,
    Map<Integer, AgentId> owners,
    List<SiteRelay> relays,
    List<LiveAgent> agents,
    ComputeKind kind,
    int minWorkers,
    boolean acknowledging,
    List<EdgeFile> away) {

  JobReason reason(Agents book, JobId job) {
    if (agents.isEmpty()) {
      return JobReason.of(
          ReasonCode.NO_AGENTS,
          "No agent is connected; step %d waits for all partitions.".formatted(step),
          "Start an agent, for example with ./tributary agents add 1. The job goes on by itself.",
          Map.of("step", step));
    }
    Optional<JobReason> obstacle = kind.obstacle(agents);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<LiveAgent> able = kind.among(agents);
    if (able.size() < minWorkers) {
      return waitingForAgents(able.size(), minWorkers);
    }
    if (acknowledging) {
      return JobReason.of(
          ReasonCode.BROKERS_UNAVAILABLE,
          "The brokers have not acknowledged the update before step %d for %.0f s."
              .formatted(step, seconds),
          "Check that Kafka runs and has disk space.",
          Map.of("step", step, "seconds", Math.round(seconds)));
    }
    return away.isEmpty() ? culprit(book, job) : Gathering.away(away);
  }

  static JobReason waitingForAgents(int connected, int wanted) {
    return JobReason.of(
        ReasonCode.WAITING_FOR_AGENTS,
        "%d of the %d agents that the job wants at least are connected."
            .formatted(connected, wanted),
        "Start more agents, or submit the job with a smaller workers.min.",
        Map.of("connected", connected, "wanted", wanted));
  }

  private JobReason culprit(Agents book, JobId job) {
    Map<AgentId, List<Integer>> owed = new LinkedHashMap<>();
    for (int partition : missing) {
      AgentId owner = owners.get(partition);
      if (owner != null) {
        owed.computeIfAbsent(owner, a -> new ArrayList<>()).add(partition);
      }
    }
    for (AgentId agent : owed.keySet()) {
      String error = book.beat(agent, job).map(AgentBeat::error).orElse(null);
      if (error != null) {
        return JobReason.of(
            ReasonCode.AGENT_CANNOT_TAKE_PART,
            "Agent %s cannot take part: %s".formatted(book.nameOf(agent), error),
            "See the agent's log; stop the agent and its partitions move to the others.",
            Map.of(
                "agent",
                agent.value(),
                "agentName",
                book.nameOf(agent),
                "partitions",
                owed.get(agent),
                "error",
                error));
      }
    }
    if (owed.isEmpty()) {
      return JobReason.of(
          ReasonCode.ASSIGNING,
          "Partitions %s of step %d have no owner yet.".formatted(missing, step),
          "This passes by itself; if it does not, check the database.",
          Map.of("step", step, "partitions", missing));
    }
    String sentence =
        owed.entrySet().stream()
            .map(e -> sentence(book, job, e.getKey(), e.getValue()))
            .collect(Collectors.joining(" "));
    return JobReason.of(
        ReasonCode.WAITING_FOR_CONTRIBUTIONS,
        sentence,
        "A busy or frozen machine looks like this. Stop the agent and its partitions move to the others.",
        Map.of(
            "step",
            step,
            "seconds",
            Math.round(seconds),
            "partitions",
            owed.values().stream().flatMap(List::stream).sorted().toList(),
            "agents",
            owed.keySet().stream().map(AgentId::value).toList(),
            "agentNames",
            owed.keySet().stream().map(book::nameOf).toList(),
            "heartbeatSeconds",
            Math.round(
                owed.keySet().stream()
                    .mapToDouble(book::secondsSinceHeartbeat)
                    .max()
                    .orElseThrow())));
  }

  private String sentence(Agents book, JobId job, AgentId agent, List<Integer> partitions) {
    String through =
        relays.stream()
            .filter(relay -> relay.agents().contains(agent.value()) && !relay.isRelay(agent))
            .map(relay -> ", through relay " + book.nameOf(new AgentId(relay.relay())))
            .findFirst()
            .orElse("");
    String phase = book.beat(agent, job).map(AgentBeat::phase).orElse("not heard of");
    return "Agent %s (%s%s, last heartbeat %.0f s ago) has not contributed partitions %s to step %d for %.0f s."
        .formatted(
            book.nameOf(agent),
            phase,
            through,
            book.secondsSinceHeartbeat(agent),
            partitions,
            step,
            seconds);
  }
}
