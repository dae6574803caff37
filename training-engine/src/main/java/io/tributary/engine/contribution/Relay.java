package io.tributary.engine.contribution;

import io.tributary.engine.codec.StepValues;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums what the agents of a site contribute under one generation, and makes one contribution of it
 * that covers all of the site's partitions. Integers on one grid have the same sum in any grouping,
 * so the coordinator commits the same bits as without a relay. Everything that a site's agents sent
 * under the generation may be given to a new relay from the beginning: what was sent before is sent
 * again and dropped by the coordinator. No clock, no I/O. Not thread-safe.
 */
public final class Relay {
  private final Generation generation;

  /** By step modulo their number. */
  private final List<RelayedStep> steps = new ArrayList<>();

  /**
   * @param self the relay's own agent
   * @param site all partitions of the site's agents
   */
  public Relay(
      TrainingPlan plan,
      AgentId self,
      Generation generation,
      PartitionSet site,
      ChunkWorkers workers) {
    this.generation = generation;
    // The relay's own share is in all that it sent, so nobody is further ahead of its replica than
    // by what it may contribute itself and what others may then contribute beyond.
    ChunkLayout layout = new ChunkLayout(StepValues.of(plan).largest());
    int ahead = 2 * (plan.strategy().staleness() + 1);
    for (int i = 0; i < ahead; i++) {
      steps.add(
          new RelayedStep(
              plan.job(), generation, self, site, new StepSum(layout, plan, workers, site)));
    }
  }

  /** Whether steps of {@code plan} are sums over all partitions, so that parts can be summed. */
  public static boolean fits(TrainingPlan plan) {
    return !(plan.strategy() instanceof StrategyDefinition.ByArrival);
  }

  /**
   * Takes a contribution of one of the site's agents in, the relay's own too.
   *
   * @param head committed steps that the relay's replica includes
   * @return records for the coordinator
   * @throws io.tributary.engine.grid.ChunkFailedException when values cannot be added
   */
  public List<Contribution> receive(Contribution contribution, long head) {
    Contribution.Header header = contribution.header();
    long step = header.step();
    if (!header.generation().equals(generation) || step < head || step >= head + steps.size()) {
      return List.of();
    }
    return steps.get((int) (step % steps.size())).receive(contribution);
  }

  /** Adds the values that wait; see {@link StepSum#settle()}. */
  public void settle() {
    steps.forEach(RelayedStep::settle);
  }
}
