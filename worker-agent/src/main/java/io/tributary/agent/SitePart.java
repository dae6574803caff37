package io.tributary.agent;

import io.tributary.agent.kafka.JobTopics;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.Relay;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.plan.TrainingPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where this agent's contributions to one job go: to the coordinator, to the relay of its site, or,
 * where it is the relay, into the site's sum. Belongs to the session's thread.
 */
final class SitePart {
  private final AgentId self;
  private final TrainingPlan plan;
  private final JobTopics topics;
  private long generation = -1;
  private @Nullable SiteRelay site;
  private @Nullable Relay relay;

  SitePart(AgentId self, TrainingPlan plan, JobTopics topics) {
    this.self = self;
    this.plan = plan;
    this.topics = topics;
  }

  /**
   * Follows the assignment. A relay reads its site's contributions from the beginning of what is
   * kept: those of a generation may be there before it hears of it.
   *
   * @param caughtUp whether the replica has reached the end of the ledger since it began: before, a
   *     relay could not tell which steps are to come
   */
  void follow(JobAssignment now, boolean caughtUp) {
    if (!caughtUp || generation == now.generation()) {
      return;
    }
    generation = now.generation();
    SiteRelay mine = now.relayOf(self);
    site = mine;
    if (mine != null && mine.isRelay(self)) {
      relay =
          new Relay(
              plan, self, new Generation(generation), now.partitionsOf(mine), ChunkWorkers.IN_LINE);
      topics.relay(mine.site());
    } else {
      relay = null;
      topics.relay(null);
    }
  }

  boolean isRelay() {
    return relay != null;
  }

  /** What a session's own partitions contribute to a step. */
  void send(List<Contribution> contributions, long head) {
    SiteRelay mine = site;
    if (relay != null) {
      contributions.forEach(contribution -> receive(contribution, head));
    } else if (mine != null) {
      topics.send(mine.site(), contributions);
    } else {
      topics.send(contributions);
    }
  }

  /** A contribution of the site is here. */
  void receive(Contribution contribution, long head) {
    Relay summing = relay;
    if (summing != null) {
      topics.send(summing.receive(contribution, head));
    }
  }

  /** What was received is not looked at any more. */
  void settle() {
    Relay summing = relay;
    if (summing != null) {
      summing.settle();
    }
  }
}
