package io.tributary.engine.contribution;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import java.util.Collection;
import java.util.List;

/**
 * Decides what an agent owes, and makes it: every step whose parameters the replica has, once per
 * (generation, step, attempt), only when caught up with the ledger, never under a generation that
 * the ledger has left behind. No clock, no I/O. Not thread-safe.
 */
public final class Contributor {
  private final TrainingPlan plan;
  private final AgentId self;
  private final LedgerFold fold;
  private final StepComputation computation;
  private Generation sentUnder = Generation.NONE;
  private long nextStep;
  private long attemptedStep;
  private int sentAttempt;

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
    if (rows.isEmpty() || assigned.isBefore(fold.generation()) || fold.state().evaluatedAtEnd()) {
      return false;
    }
    return owedStep(assigned) <= lastStep();
  }

  /**
   * The contribution to the first step that is owed.
   *
   * @param assigned generation of the assignment that gave {@code rows} to this agent
   * @return records to send
   */
  public List<Contribution> contribute(Generation assigned, Collection<PartitionRows> rows) {
    long step = owedStep(assigned);
    int attempt = fold.attemptOf(step);
    Contribution.Header header =
        new Contribution.Header(
            plan.job(),
            assigned,
            step,
            attempt,
            self,
            PartitionSet.of(rows.stream().map(PartitionRows::index).toList()));
    List<Contribution> contributions =
        computation.compute(header, fold.exponentsOf(step), fold.state(), List.copyOf(rows));
    nextStep = assigned.equals(sentUnder) ? Math.max(step + 1, nextStep) : step + 1;
    sentUnder = assigned;
    if (step == fold.state().step()) {
      attemptedStep = step;
      sentAttempt = attempt;
    }
    return contributions;
  }

  /** What was sent last may not have arrived: it is owed again. */
  public void forgetSent() {
    sentUnder = Generation.NONE;
  }

  /** The first step that is not sent, or the one that follows when it was re-issued since. */
  private long owedStep(Generation assigned) {
    long head = fold.state().step();
    boolean reissued = fold.attempt() > (attemptedStep == head ? sentAttempt : 0);
    return reissued || nextStep <= head || !assigned.equals(sentUnder) ? head : nextStep;
  }

  /** The last step whose parameters are known. */
  private long lastStep() {
    long head = fold.state().step();
    long last = plan.batches().totalSteps() - 1;
    return head > last ? head : Math.min(head + plan.strategy().staleness(), last);
  }
}
