package io.tributary.platform.agent;

import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.platform.kafka.Brokers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * The table of agents and their last heartbeats. Heartbeats are kept in memory as they come and
 * written to the database in bulk; who is lost is decided by the database's clock alone. While the
 * database or the brokers are away nobody is declared lost.
 */
@Service
class EnrolledAgents implements Agents, HeartbeatSink {
  private static final Logger LOG = LoggerFactory.getLogger(EnrolledAgents.class);

  private final AgentTable table;
  private final Brokers brokers;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final Map<AgentId, Heard> heard = new ConcurrentHashMap<>();
  private final Queue<AgentId> toWrite = new ConcurrentLinkedQueue<>();
  private volatile Map<AgentId, LiveAgent> live = Map.of();
  private boolean deaf;

  private record Heard(Heartbeat heartbeat, Instant at) {}

  EnrolledAgents(AgentTable table, Brokers brokers, Clock clock, ApplicationEventPublisher events) {
    this.table = table;
    this.brokers = brokers;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public void heard(Heartbeat heartbeat) {
    AgentId agent = new AgentId(heartbeat.agent());
    heard.put(agent, new Heard(heartbeat, clock.instant()));
    toWrite.add(agent);
  }

  @Override
  public void listening() {
    table.grace();
  }

  /**
   * Writes heartbeats, finds the lost and the returned, and tells the others when something
   * changed.
   */
  @Override
  public synchronized void review() {
    Set<AgentId> beaten = new HashSet<>();
    for (AgentId agent = toWrite.poll(); agent != null; agent = toWrite.poll()) {
      beaten.add(agent);
    }
    List<AgentId> leaving =
        beaten.stream()
            .filter(
                a -> {
                  Heard last = heard.get(a);
                  return last != null && last.heartbeat().leaving();
                })
            .toList();
    List<String> sentences = new ArrayList<>();
    beaten.removeAll(leaving);
    sentences.addAll(table.alive(beaten));
    sentences.addAll(table.left(leaving));
    sentences.addAll(lost());
    Map<AgentId, LiveAgent> now = new LinkedHashMap<>();
    table.live().forEach(a -> now.put(a.id(), a));
    Map<AgentId, LiveAgent> before = live;
    live = Map.copyOf(now);
    if (!sentences.isEmpty() || !before.keySet().equals(now.keySet())) {
      sentences.forEach(LOG::info);
      events.publishEvent(new AgentsChanged(sentences));
    }
  }

  /** Heartbeats come through the brokers: only who is silent while they answer is lost. */
  private List<String> lost() {
    boolean away = brokers.awaySince() != null;
    if (deaf && !away) {
      table.grace();
    }
    deaf = away;
    return away ? List.of() : table.lost();
  }

  @Override
  public List<LiveAgent> live() {
    return live.values().stream().sorted(Comparator.comparing(a -> a.id().value())).toList();
  }

  @Override
  public Optional<AgentBeat> beat(AgentId agent, JobId job) {
    Heard last = heard.get(agent);
    if (last == null) {
      return Optional.empty();
    }
    return last.heartbeat().jobs().stream()
        .filter(b -> b.job().equals(job.value()))
        .map(
            b ->
                new AgentBeat(
                    b.generation(),
                    b.step(),
                    b.phase(),
                    b.computeMillis(),
                    b.samplesPerSecond(),
                    b.error()))
        .findFirst();
  }

  /** Jobs in the agent's last heartbeat. */
  List<Heartbeat.JobBeat> beats(AgentId agent) {
    Heard last = heard.get(agent);
    return last == null ? List.of() : last.heartbeat().jobs();
  }

  @Override
  public String nameOf(AgentId agent) {
    LiveAgent known = live.get(agent);
    return known == null ? agent.value() : known.name();
  }

  @Override
  public double secondsSinceHeartbeat(AgentId agent) {
    Heard last = heard.get(agent);
    return last == null
        ? Double.POSITIVE_INFINITY
        : Duration.between(last.at(), clock.instant()).toMillis() / 1000.0;
  }
}
