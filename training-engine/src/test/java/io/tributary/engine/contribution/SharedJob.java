package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.codec.StepValues;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some agents that share a job's partitions, and the coordinator's part; evaluates nothing. */
final class SharedJob implements AutoCloseable {
  private static final Generation GENERATION = new Generation(1);

  private final TrainingPlan plan;
  private final LongFunction<@Nullable LevelChoice> levels;
  private final GradientKernel kernel;
  private final List<Contributor> agents = new ArrayList<>();
  private final List<List<PartitionRows>> rows;
  private final LedgerFold fold;
  private final StepValues values;
  private final List<MetricSums> train = new ArrayList<>();
  private final List<Integer> contributionBytes = new ArrayList<>();
  private final List<Integer> updateBytes = new ArrayList<>();

  SharedJob(TrainingPlan plan, List<PartitionRows> partitions, int agentCount) {
    this(plan, partitions, agentCount, step -> null);
  }

  /**
   * @param levels by step, what its update chooses
   */
  SharedJob(
      TrainingPlan plan,
      List<PartitionRows> partitions,
      int agentCount,
      LongFunction<@Nullable LevelChoice> levels) {
    this.plan = plan;
    this.levels = levels;
    this.kernel = GradientKernels.create(plan);
    this.fold = new LedgerFold(start(plan), plan);
    this.values = StepValues.of(plan);
    this.rows =
        IntStream.range(0, agentCount)
            .mapToObj(a -> partitions.stream().filter(p -> p.index() % agentCount == a).toList())
            .toList();
    for (int agent = 0; agent < agentCount; agent++) {
      AgentId id = new AgentId("agent-" + agent);
      agents.add(new Contributor(plan, id, SavedState.of(start(plan)), kernel));
    }
    follow(new LedgerRecord.Marker(GENERATION));
  }

  private static TrainingState start(TrainingPlan plan) {
    return TrainingState.initial(InitialParameters.of(plan), plan);
  }

  /** All steps; the parameters at the end. */
  float[] run() {
    while (fold.state().step() < plan.batches().totalSteps()) {
      step();
    }
    assertThat(fold.state().rowLedger().twice()).as("rows seen twice").isZero();
    assertThat(fold.state().rowLedger().never()).as("rows never seen").isZero();
    assertThat(fold.state().rowLedger().epochs()).isEqualTo(plan.batches().epochs());
    return fold.state().parameters();
  }

  /** Commits the next step. */
  void step() {
    long step = fold.state().step();
    while (fold.state().step() == step) {
      List<Contribution> contributions = new ArrayList<>();
      for (int agent = 0; agent < agents.size(); agent++) {
        contributions.addAll(agents.get(agent).contribute(GENERATION, rows.get(agent)));
      }
      conclude(step, contributions);
    }
  }

  private void conclude(long step, List<Contribution> contributions) {
    ChunkLayout layout = new ChunkLayout(values.at(step));
    int[] sums = new int[layout.length()];
    int[] exponents = fold.exponentsOf(step).clone();
    int[] needed = new int[exponents.length];
    Arrays.fill(needed, Grid.LOWEST_EXPONENT);
    boolean refused = false;
    int bytes = 0;
    MetricSums seen = MetricLayout.of(plan).zero();
    for (Contribution contribution : contributions) {
      switch (contribution) {
        case Contribution.Refusal refusal -> {
          if (!refusal.finite()) {
            throw new IllegalStateException("not finite at step " + step);
          }
          refused = true;
          for (int chunk = 0; chunk < exponents.length; chunk++) {
            exponents[chunk] = Math.max(exponents[chunk], refusal.neededExponents()[chunk]);
          }
        }
        case Contribution.Sum sum -> {
          bytes += ContributionCodec.encode(sum).length;
          sum.values().addTo(sums, layout.offset(sum.chunk()));
          needed[sum.chunk()] = Math.max(needed[sum.chunk()], sum.neededExponent());
          seen = sum.report() == null ? seen : seen.plus(sum.report().train());
        }
        case Contribution.Memory memory -> throw new IllegalStateException("a memory");
        case Contribution.Evaluation evaluation -> throw new IllegalStateException("an evaluation");
      }
    }
    if (refused) {
      follow(new LedgerRecord.Reissue(GENERATION, step, fold.attempt() + 1, exponents));
      return;
    }
    contributionBytes.add(bytes);
    train.add(seen);
    LevelChoice choice = levels.apply(step);
    Grid grid = Grid.of(plan, fold.state().levelOf(step));
    Grid next = Grid.of(plan, choice == null ? fold.state().newestLevel() : choice.level());
    int down = 0;
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      down +=
          follow(
              new LedgerRecord.UpdateChunk(
                  GENERATION,
                  step,
                  chunk,
                  layout.chunks(),
                  exponents[chunk],
                  grid.nextExponent(needed[chunk], exponents[chunk], next),
                  PackedInts.of(sums, layout.offset(chunk), layout.length(chunk)),
                  chunk == 0 ? new UpdateSummary(seen, null, null, choice) : null));
    }
    updateBytes.add(down);
  }

  /** The record's bytes. */
  private int follow(LedgerRecord record) {
    byte[] bytes = LedgerCodec.encode(record);
    fold.apply(LedgerCodec.decode(ByteBuffer.wrap(bytes)));
    for (int agent = 0; agent < agents.size(); agent++) {
      agents
          .get(agent)
          .follow(LedgerCodec.decode(ByteBuffer.wrap(bytes)), GENERATION, rows.get(agent));
    }
    return bytes.length;
  }

  /** Not copied. */
  float[] parameters() {
    return fold.state().parameters();
  }

  /** By step, what all partitions said of the rows they learnt from. */
  List<MetricSums> train() {
    return train;
  }

  /** By step, of all agents' contributions to the attempt that counted. */
  List<Integer> contributionBytes() {
    return contributionBytes;
  }

  /** By step. */
  List<Integer> updateBytes() {
    return updateBytes;
  }

  @Override
  public void close() {
    kernel.close();
  }
}
