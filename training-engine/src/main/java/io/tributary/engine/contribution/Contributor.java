package io.tributary.engine.contribution;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import java.util.Collection;
import java.util.List;

/**
 * Decides when an agent owes a contribution, and makes it: once per (generation, step, attempt),
 * only when caught up with the ledger, never under a generation that the ledger has left behind. No
 * clock, no I/O. Not thread-safe.
 */
public final class Contributor {
  private static final Sent NOTHING = new Sent(Generation.NONE, -1, -1);

  private final TrainingPlan plan;
  private final AgentId self;
  private final LedgerFold fold;
  private final StepComputation computation;
  private Sent lastSent = NOTHING;

  private record Sent(Generation generation, long step, int attempt) {}

  /**
   * @param fold the agent's replica; the caller keeps feeding it
   */
  public Contributor(
      TrainingPlan plan, AgentId self, LedgerFold fold, StepComputation computation) {
    this.plan = plan;
    this.self = self;
    this.fold = fold;
    this.computation = computation;
  }

  /** Whether something has to be sent now, given that the replica is caught up. */
  public boolean owes(Generation assigned, Collection<PartitionRows> rows) {
    return !rows.isEmpty()
        && !assigned.isBefore(fold.generation())
        && !fold.state().evaluatedAtEnd()
        && !next(assigned).equals(lastSent);
  }

  /**
   * The contribution that is owed.
   *
   * @param assigned generation of the assignment that gave {@code rows} to this agent
   * @return records to send
   */
  public List<Contribution> contribute(Generation assigned, Collection<PartitionRows> rows) {
    Contribution.Header header =
        new Contribution.Header(
            plan.job(),
            assigned,
            fold.state().step(),
            fold.attempt(),
            self,
            PartitionSet.of(rows.stream().map(PartitionRows::index).toList()));
    List<Contribution> contributions =
        computation.compute(header, fold.exponents(), fold.state(), List.copyOf(rows));
    lastSent = next(assigned);
    return contributions;
  }

  /** What was sent last may not have arrived: it is owed again. */
  public void forgetSent() {
    lastSent = NOTHING;
  }

  private Sent next(Generation assigned) {
    return new Sent(assigned, fold.state().step(), fold.attempt());
  }
}
