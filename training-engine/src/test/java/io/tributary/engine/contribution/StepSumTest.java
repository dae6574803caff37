package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.grid.ChunkFailedException;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.wire.PackedInts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A sum over several chunks, in whatever order and on whatever threads. */
class StepSumTest {
  static final int PARTITIONS = 20;
  private static final int INPUTS = 2 * ChunkLayout.CHUNK_VALUES + 5;
  static final ChunkLayout LAYOUT = new ChunkLayout(INPUTS);
  static final TrainingPlan PLAN =
      new TrainingPlan(
          new JobId(new UUID(3, 3)),
          Task.REGRESSION,
          new ModelDefinition.Linear(false, Initial.ZEROS),
          new OptimizerDefinition.Sgd(0.5f),
          new LearningRateSchedule.Constant(0),
          Regularization.NONE,
          new Preprocessing(
              IntStream.range(0, INPUTS)
                  .<FeatureTransform>mapToObj(
                      i -> new FeatureTransform.Standardize("c" + i, 0, 0, 1))
                  .toList(),
              new TargetTransform.Number("y", 0, 1)),
          new BatchPlan(Collections.nCopies(PARTITIONS, 4), 4 * PARTITIONS, 1),
          1,
          1_000,
          new StrategyDefinition.Synchronous(),
          new CompressionDefinition.None());
  static final MetricSums ROWS =
      new MetricSums(2, new MetricLayout(PLAN.task(), PLAN.preprocessing()).zero().sums(), true);

  /** Each partition's, chunk by chunk. */
  static final List<Contribution> CONTRIBUTIONS = contributions();

  private static List<Contribution> contributions() {
    SplittableRandom random = new SplittableRandom(5);
    List<Contribution> all = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Contribution.Header header =
          new Contribution.Header(
              PLAN.job(),
              new Generation(1),
              0,
              0,
              new AgentId("a"),
              PartitionSet.of(List.of(partition)));
      for (int chunk = 0; chunk < LAYOUT.chunks(); chunk++) {
        int[] values = random.ints(LAYOUT.length(chunk), -(1 << 20), 1 << 20).toArray();
        all.add(
            new Contribution.Sum(
                header,
                0,
                chunk,
                -partition,
                PackedInts.of(values, 0, values.length),
                chunk == 0 ? report(null) : null));
      }
    }
    return all;
  }

  private static StepReport report(@Nullable GradientSpread spread) {
    return new StepReport(ROWS, null, null, new StepTimes(1, 0, 0, 0, 0, 0), spread, null);
  }

  /** Chunks in a random order. */
  private static ChunkWorkers shuffled(Random random) {
    return (chunks, work) -> {
      List<Integer> order = new ArrayList<>(IntStream.range(0, chunks).boxed().toList());
      Collections.shuffle(order, random);
      order.forEach(work::accept);
    };
  }

  static List<byte[]> update(List<Contribution> contributions, ChunkWorkers workers) {
    StepSum sum = new StepSum(LAYOUT, PLAN, workers);
    contributions.forEach(
        contribution -> assertThat(sum.add(contribution)).isEqualTo(StepSum.Verdict.TAKEN));
    assertThat(sum.isComplete()).isTrue();
    return sum.toRecords(new Generation(1), 0, new int[LAYOUT.chunks()]).stream()
        .map(LedgerCodec::encode)
        .toList();
  }

  @Test
  void anyOrderOfChunksGivesTheSameUpdate() {
    List<byte[]> inLine = update(CONTRIBUTIONS, ChunkWorkers.IN_LINE);
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      List<Contribution> arrived = new ArrayList<>(CONTRIBUTIONS);
      Collections.shuffle(arrived, random);
      assertThat(update(arrived, shuffled(random))).containsExactlyElementsOf(inLine);
    }
  }

  @Test
  void aSumIsTheSumOfAllPartitions() {
    StepSum sum = new StepSum(LAYOUT, PLAN, ChunkWorkers.IN_LINE);
    int[] expected = new int[INPUTS];
    for (Contribution contribution : CONTRIBUTIONS) {
      sum.add(contribution);
      if (contribution instanceof Contribution.Sum part) {
        part.values().addTo(expected, LAYOUT.offset(part.chunk()));
      }
    }
    int[] actual = new int[INPUTS];
    for (LedgerRecord record : sum.toRecords(new Generation(1), 0, new int[LAYOUT.chunks()])) {
      LedgerRecord.UpdateChunk chunk = (LedgerRecord.UpdateChunk) record;
      chunk.values().copyTo(actual, LAYOUT.offset(chunk.chunk()));
    }
    assertThat(actual).containsExactly(expected);
  }

  /** What waits to be added is what a broker's answer holds, not what all agents send. */
  @Test
  void onlySoMuchWaits() {
    StepSum sum = new StepSum(LAYOUT, PLAN, ChunkWorkers.IN_LINE);
    int most = 0;
    for (Contribution contribution : CONTRIBUTIONS) {
      sum.add(contribution);
      most = Math.max(most, sum.waitingRecords());
    }
    assertThat(most).isEqualTo(StepSum.MOST_WAITING - 1);
    sum.settle();
    assertThat(sum.waitingRecords()).isZero();
  }

  @Test
  void whatWaitedIsForgottenWhenTheStepStartsAgain() {
    StepSum sum = new StepSum(LAYOUT, PLAN, ChunkWorkers.IN_LINE);
    sum.add(CONTRIBUTIONS.getFirst());
    sum.restart(0, false);
    assertThat(sum.waitingRecords()).isZero();
    CONTRIBUTIONS.forEach(sum::add);
    assertThat(
            sum.toRecords(new Generation(1), 0, new int[LAYOUT.chunks()]).stream()
                .map(LedgerCodec::encode))
        .containsExactlyElementsOf(update(CONTRIBUTIONS, ChunkWorkers.IN_LINE));
  }

  @Test
  void aFailureComesOut() {
    ChunkWorkers failing =
        (chunks, work) ->
            ChunkWorkers.IN_LINE.each(
                chunks,
                chunk -> {
                  throw new IllegalStateException("as a test");
                });
    StepSum sum = new StepSum(LAYOUT, PLAN, failing);
    sum.add(CONTRIBUTIONS.getFirst());
    assertThatThrownBy(sum::settle)
        .isInstanceOf(ChunkFailedException.class)
        .hasMessageContaining("as a test");
  }

  /** 3 + 4 on a grid of 2, and twice a chunk of ones on a grid of 1/2: 14^2 and a chunk of ones. */
  @Test
  void lengthsAreOfTheValuesBehindTheGrids() {
    StepSum sum = new StepSum(LAYOUT, PLAN, shuffled(new Random(1)));
    int[] exponents = new int[] {1, -1, 0};
    for (int partition = 0; partition < PARTITIONS; partition++) {
      boolean one = partition < 2;
      Contribution.Header header =
          new Contribution.Header(
              PLAN.job(),
              new Generation(1),
              0,
              0,
              new AgentId("a"),
              PartitionSet.of(List.of(partition)));
      for (int chunk = 0; chunk < LAYOUT.chunks(); chunk++) {
        int[] values = new int[LAYOUT.length(chunk)];
        if (one && chunk == 0) {
          values[7] = 3 + partition;
        } else if (one && chunk == 1) {
          Arrays.fill(values, 1);
        }
        StepReport told = report(new GradientSpread(partition, 1));
        PackedInts packed = PackedInts.of(values, 0, values.length);
        sum.add(new Contribution.Sum(header, 0, chunk, 0, packed, chunk == 0 ? told : null));
      }
    }
    int rows = 2 * PARTITIONS;
    assertThat(sum.lengths(exponents))
        .isEqualTo(
            new GradientLengths(
                190, PARTITIONS, (14.0 * 14 + ChunkLayout.CHUNK_VALUES) / rows, rows));
    sum.restart(1, false);
    assertThat(sum.lengths(exponents)).isNull();
  }
}
