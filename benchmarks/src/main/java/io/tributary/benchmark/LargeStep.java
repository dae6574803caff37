package io.tributary.benchmark;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepSum;
import io.tributary.engine.contribution.StepTimes;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The control plane's part of a large model's step, without brokers: decode and sum one
 * contribution of each agent, make the update, fold it. The contributions are the same in each
 * step.
 */
final class LargeStep {
  private static final Generation GENERATION = new Generation(1);

  private final LedgerFold fold;
  private final StepSum sum;
  private final List<byte[]> contributions;
  private final int[] exponents;
  private long encodedBytes;

  /**
   * @param contributions of {@link #contributions}, which may be shared
   */
  LargeStep(TrainingPlan plan, int parameters, List<byte[]> contributions, ChunkWorkers workers) {
    this.contributions = contributions;
    this.fold = new LedgerFold(TrainingState.initial(new float[parameters], plan), plan);
    this.sum = new StepSum(fold.state().layout(), plan, workers);
    this.exponents = new int[fold.state().layout().chunks()];
    Arrays.fill(exponents, -30);
    fold.apply(new LedgerRecord.Marker(GENERATION));
  }

  /** One contribution of each partition as records: normally distributed, most in three bytes. */
  static List<byte[]> contributions(TrainingPlan plan, int parameters) {
    SplittableRandom random = new SplittableRandom(1);
    ChunkLayout layout = new ChunkLayout(parameters);
    MetricSums zero = MetricLayout.of(plan).zero();
    StepReport report =
        new StepReport(
            new MetricSums(1, zero.sums(), true), null, null, new StepTimes(1, 0, 0, 0, 0, 0));
    List<byte[]> records = new ArrayList<>();
    for (int partition = 0; partition < plan.batches().partitions(); partition++) {
      Contribution.Header header =
          new Contribution.Header(
              plan.job(),
              GENERATION,
              0,
              0,
              new AgentId("agent-" + partition),
              PartitionSet.of(List.of(partition)));
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int[] values = new int[layout.length(chunk)];
        for (int i = 0; i < values.length; i++) {
          values[i] = (int) (random.nextGaussian() * (1 << 18));
        }
        records.add(
            ContributionCodec.encode(
                new Contribution.Sum(
                    header,
                    0,
                    chunk,
                    Grid.LOWEST_EXPONENT,
                    PackedInts.of(values, 0, values.length),
                    chunk == 0 ? report : null)));
      }
    }
    return records;
  }

  /** Commits one step. */
  void step() {
    long step = fold.state().step();
    sum.restart(step, false);
    for (byte[] contribution : contributions) {
      sum.add(ContributionCodec.decode(ByteBuffer.wrap(contribution)));
    }
    sum.settle();
    for (LedgerRecord record : sum.toRecords(GENERATION, step, exponents)) {
      encodedBytes += LedgerCodec.encode(record).length;
      fold.apply(record);
    }
  }

  /** Bytes of all updates. */
  long encodedBytes() {
    return encodedBytes;
  }

  /** The model as it is now; not copied. */
  float[] parameters() {
    return fold.state().parameters();
  }
}
