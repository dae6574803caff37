package io.tributary.platform.aggregation;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.dispatch.AgentSpeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How fast each agent is at one job, as its contributions say, and who is on probation because it
 * was too slow or late. A speed is the median over the last few reviews, so that one hiccup moves
 * nothing. Belongs to the job's event loop.
 */
final class AgentSpeeds {
  private static final int REVIEWS = 8;
  private static final int LEAST_REVIEWS = 4;
  private static final int MOST_DOUBLINGS = 4;

  private final Duration forgetAfter;
  private final Map<AgentId, Pace> paces = new HashMap<>();
  private final Set<AgentId> onProbation = new HashSet<>();
  private final Map<AgentId, Integer> retries = new HashMap<>();

  private static final class Pace {
    final RecentMedian perRow = new RecentMedian(REVIEWS, LEAST_REVIEWS);
    final RecentMedian fixed = new RecentMedian(REVIEWS, 1);
    Instant heardAt = Instant.EPOCH;
    long rows;
    double computing;
    int steps;
    double beside;
  }

  /**
   * @param forgetAfter an agent that owns nothing is on probation when it was not heard for so
   *     long, the second time for twice as long, and so on up to sixteen times
   */
  AgentSpeeds(Duration forgetAfter) {
    this.forgetAfter = forgetAfter;
  }

  /**
   * An agent's contribution to one step.
   *
   * @param rows it computed on
   * @param computeMillis time in the kernel
   * @param totalMillis per step from when it could begin until it was here; NaN where that says
   *     nothing about steps to come
   */
  void heard(AgentId agent, long rows, double computeMillis, double totalMillis) {
    if (rows > 0) {
      Pace pace = paces.computeIfAbsent(agent, a -> new Pace());
      pace.rows += rows;
      pace.computing += computeMillis;
      if (!Double.isNaN(totalMillis)) {
        pace.steps++;
        pace.beside += Math.max(0, totalMillis - computeMillis);
      }
    }
  }

  /** Takes in what was heard since the last review. */
  void review(Instant now, Collection<AgentId> owners) {
    paces.forEach(
        (agent, pace) -> {
          if (pace.rows > 0) {
            pace.perRow.add(pace.computing / pace.rows);
            if (pace.steps > 0) {
              pace.fixed.add(pace.beside / pace.steps);
            }
            pace.rows = 0;
            pace.computing = 0;
            pace.steps = 0;
            pace.beside = 0;
            pace.heardAt = now;
          }
        });
    onProbation.removeAll(known().keySet());
    Set<AgentId> old = new HashSet<>();
    paces.forEach(
        (agent, pace) -> {
          if (!owners.contains(agent) && !now.isBefore(pace.heardAt.plus(patience(agent)))) {
            old.add(agent);
          }
        });
    for (AgentId agent : old) {
      retries.merge(agent, 1, Integer::sum);
      forget(agent);
    }
  }

  private Duration patience(AgentId agent) {
    return forgetAfter.multipliedBy(1L << Math.min(MOST_DOUBLINGS, retries.getOrDefault(agent, 0)));
  }

  /** What was measured does not count any more; the agent is tried again with one partition. */
  void forget(AgentId agent) {
    paces.remove(agent);
    onProbation.add(agent);
  }

  /** Of the agents that were measured often enough. */
  Map<AgentId, AgentSpeed> known() {
    Map<AgentId, AgentSpeed> known = new HashMap<>();
    paces.forEach(
        (agent, pace) -> {
          OptionalDouble perRow = pace.perRow.value();
          if (perRow.isPresent()) {
            known.put(agent, new AgentSpeed(pace.fixed.value().orElse(0), perRow.getAsDouble()));
          }
        });
    return known;
  }

  /** Agents that get one partition at most until they are measured again. */
  Set<AgentId> onProbation() {
    return Set.copyOf(onProbation);
  }
}
