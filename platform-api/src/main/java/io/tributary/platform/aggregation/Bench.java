package io.tributary.platform.aggregation;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.Agents;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agents that were late and get no partition for a while, each time for longer. Whoever was not
 * heard of since stays on the bench. Belongs to the job's event loop.
 */
final class Bench {
  private static final int LONGEST_FACTOR = 16;

  private final Duration first;
  private final Agents agents;
  private final Map<AgentId, Seat> seats = new HashMap<>();

  private record Seat(Instant since, Instant until, int factor) {}

  /**
   * @param first time that an agent sits the first time
   */
  Bench(Duration first, Agents agents) {
    this.first = first;
    this.agents = agents;
  }

  /** An agent was late. One that sits already stays as it is. */
  void sit(AgentId agent, Instant now) {
    if (!holds(agent, now)) {
      int factor = factor(seats.get(agent), now);
      seats.put(agent, new Seat(now, now.plus(first.multipliedBy(factor)), factor));
    }
  }

  private int factor(@Nullable Seat before, Instant now) {
    return before == null || now.isAfter(before.until().plus(first.multipliedBy(LONGEST_FACTOR)))
        ? 1
        : Math.min(LONGEST_FACTOR, 2 * before.factor());
  }

  boolean holds(AgentId agent, Instant now) {
    Seat seat = seats.get(agent);
    return seat != null && (now.isBefore(seat.until()) || silentSince(seat.since(), agent, now));
  }

  private boolean silentSince(Instant since, AgentId agent, Instant now) {
    double seconds = Duration.between(since, now).toMillis() / 1000.0;
    return agents.secondsSinceHeartbeat(agent) >= seconds;
  }
}
