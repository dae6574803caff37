package io.tributary.benchmark;

import io.tributary.engine.codec.StepValues;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.Contributor;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.contribution.StepReport;
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
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A job of two agents in one thread and without brokers: every record is encoded and decoded as it
 * would be, so the model and the bytes are those of the platform, and only time is not.
 */
final class InProcessJob implements AutoCloseable {
  private static final Generation GENERATION = new Generation(1);

  private final TrainingPlan plan;
  private final GradientKernel kernel;
  private final List<Contributor> agents = new ArrayList<>();
  private final List<List<PartitionRows>> rows;
  private final LedgerFold fold;
  private final LongFunction<@Nullable CompressionLevel> levels;
  private final StepValues values;
  private long contributionBytes;
  private long updateBytes;
  private @Nullable MetricSums evaluation;

  /**
   * @param rows of the partitions of each agent
   */
  InProcessJob(TrainingPlan plan, List<List<PartitionRows>> rows) {
    this(plan, rows, step -> null);
  }

  /**
   * @param rows of the partitions of each agent
   * @param levels by step, the level of compression that its update chooses; null for none
   */
  InProcessJob(
      TrainingPlan plan,
      List<List<PartitionRows>> rows,
      LongFunction<@Nullable CompressionLevel> levels) {
    this.plan = plan;
    this.levels = levels;
    this.rows = rows;
    this.kernel = GradientKernels.create(plan);
    this.values = StepValues.of(plan);
    this.fold = new LedgerFold(start(), plan);
    for (int agent = 0; agent < rows.size(); agent++) {
      AgentId id = new AgentId("agent-" + agent);
      agents.add(new Contributor(plan, id, SavedState.of(start()), kernel));
    }
    follow(new LedgerRecord.Marker(GENERATION));
  }

  private TrainingState start() {
    return TrainingState.initial(InitialParameters.of(plan), plan);
  }

  /** Commits the next step; false when nothing is left to do. */
  boolean step() {
    if (fold.state().evaluatedAtEnd()) {
      return false;
    }
    List<Contribution> contributions = new ArrayList<>();
    for (int agent = 0; agent < agents.size(); agent++) {
      for (Contribution sent : agents.get(agent).contribute(GENERATION, rows.get(agent))) {
        byte[] record = ContributionCodec.encode(sent);
        contributionBytes += record.length;
        contributions.add(ContributionCodec.decode(ByteBuffer.wrap(record)));
      }
    }
    conclude(contributions);
    return true;
  }

  private void conclude(List<Contribution> contributions) {
    long step = fold.state().step();
    boolean last = fold.state().isEnd(step, plan);
    ChunkLayout layout = last ? fold.state().layout() : new ChunkLayout(values.at(step));
    int[] needed = new int[fold.state().layout().chunks()];
    Arrays.fill(needed, Grid.LOWEST_EXPONENT);
    int[] sums = new int[layout.length()];
    boolean refused = false;
    MetricSums train = MetricLayout.of(plan).zero();
    MetricSums held = null;
    for (Contribution contribution : contributions) {
      switch (contribution) {
        case Contribution.Refusal refusal -> {
          refused = true;
          for (int chunk = 0; chunk < needed.length; chunk++) {
            needed[chunk] = Math.max(needed[chunk], refusal.neededExponents()[chunk]);
          }
        }
        case Contribution.Sum sum -> {
          sum.values().addTo(sums, layout.offset(sum.chunk()));
          needed[sum.chunk()] = Math.max(needed[sum.chunk()], sum.neededExponent());
          StepReport report = sum.report();
          if (report != null) {
            train = train.plus(report.train());
            MetricSums part = report.evaluation();
            held = part == null ? held : held == null ? part : held.plus(part);
          }
        }
        case Contribution.Memory memory ->
            throw new IllegalStateException("nobody asked for a memory");
        case Contribution.Evaluation beside ->
            throw new IllegalStateException("steps are sums over all partitions here");
      }
    }
    int[] exponents = fold.exponentsOf(step).clone();
    if (refused) {
      for (int chunk = 0; chunk < needed.length; chunk++) {
        exponents[chunk] = Math.max(exponents[chunk], needed[chunk]);
      }
      follow(new LedgerRecord.Reissue(GENERATION, step, fold.attempt() + 1, exponents));
      return;
    }
    if (held != null) {
      evaluation = held;
    }
    CompressionLevel now = fold.state().levelOf(step);
    CompressionLevel chosen = last ? null : levels.apply(step);
    Grid grid = Grid.of(plan, now);
    Grid next = Grid.of(plan, chosen == null ? fold.state().newestLevel() : chosen);
    LevelChoice choice = chosen == null ? null : choice(chosen, now);
    int chunks = last ? 1 : layout.chunks();
    for (int chunk = 0; chunk < chunks; chunk++) {
      follow(
          new LedgerRecord.UpdateChunk(
              GENERATION,
              step,
              chunk,
              chunks,
              exponents[chunk],
              grid.nextExponent(needed[chunk], exponents[chunk], next),
              PackedInts.of(sums, layout.offset(chunk), last ? 0 : layout.length(chunk)),
              chunk == 0 ? new UpdateSummary(train, held, null, choice) : null));
    }
  }

  /** Nothing is measured here. */
  private static LevelChoice choice(CompressionLevel level, CompressionLevel before) {
    double unknown = Double.NaN;
    return new LevelChoice(
        level,
        before,
        LevelChoice.Reason.MEASURE,
        new LevelChoice.Measures(unknown, unknown, unknown, unknown, unknown, unknown, unknown));
  }

  private void follow(LedgerRecord record) {
    byte[] bytes = LedgerCodec.encode(record);
    updateBytes += bytes.length;
    fold.apply(LedgerCodec.decode(ByteBuffer.wrap(bytes)));
    for (int agent = 0; agent < agents.size(); agent++) {
      LedgerRecord read = LedgerCodec.decode(ByteBuffer.wrap(bytes));
      agents.get(agent).follow(read, GENERATION, rows.get(agent));
    }
  }

  /** The model as it is now; not copied. */
  float[] parameters() {
    return fold.state().parameters();
  }

  long steps() {
    return fold.state().step();
  }

  /** Bytes of all contributions and, once, of all updates. */
  long bytes() {
    return contributionBytes + updateBytes;
  }

  /** On the holdout, when it was last evaluated; empty before. */
  Map<String, Double> metrics() {
    MetricSums known = evaluation;
    return known == null ? Map.of() : MetricLayout.of(plan).metrics(known);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
