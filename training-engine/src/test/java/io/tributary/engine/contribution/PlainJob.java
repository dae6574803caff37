package io.tributary.engine.contribution;

import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One agent that owns every partition of a model of one chunk, and the coordinator's part. */
final class PlainJob implements AutoCloseable {
  private static final Generation GENERATION = new Generation(1);

  private final TrainingPlan plan;
  private final List<PartitionRows> rows;
  private final GradientKernel kernel;
  private final Contributor agent;
  private final LedgerFold fold;
  private final Grid grid;

  PlainJob(TrainingPlan plan, List<PartitionRows> rows) {
    this.plan = plan;
    this.rows = rows;
    this.kernel = GradientKernels.create(plan);
    this.agent = new Contributor(plan, new AgentId("a"), SavedState.of(start()), kernel);
    this.fold = new LedgerFold(start(), plan);
    this.grid = new Grid(rows.size(), plan.compression());
    follow(new LedgerRecord.Marker(GENERATION));
  }

  private TrainingState start() {
    return TrainingState.initial(new float[kernel.parameterCount()], plan);
  }

  /** Commits the next step. */
  void step() {
    long step = fold.state().step();
    while (fold.state().step() == step) {
      Contribution sent = agent.contribute(GENERATION, rows).getFirst();
      switch (sent) {
        case Contribution.Refusal refusal ->
            follow(
                new LedgerRecord.Reissue(
                    GENERATION, step, fold.attempt() + 1, refusal.neededExponents()));
        case Contribution.Sum sum -> {
          int exponent = fold.exponentsOf(step)[0];
          StepReport report = Objects.requireNonNull(sum.report());
          follow(
              new LedgerRecord.UpdateChunk(
                  GENERATION,
                  step,
                  0,
                  1,
                  exponent,
                  grid.nextExponent(sum.neededExponent(), exponent),
                  sum.values(),
                  new UpdateSummary(report.train(), null)));
        }
        case Contribution.Memory memory -> throw new IllegalStateException("a memory");
        case Contribution.Evaluation alone -> throw new IllegalStateException("an evaluation");
      }
    }
  }

  void iterations(int count) {
    for (int i = 0; i < count * plan.batches().phases(); i++) {
      step();
    }
  }

  private void follow(LedgerRecord record) {
    fold.apply(record);
    List<Contribution> sent = new ArrayList<>(agent.follow(record, GENERATION, rows));
    if (!sent.isEmpty()) {
      throw new IllegalStateException("nobody asked for a memory");
    }
  }

  TrainingState state() {
    return fold.state();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
