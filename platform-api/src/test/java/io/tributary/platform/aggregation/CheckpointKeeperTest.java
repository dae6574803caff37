package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.Topology;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.wire.PackedInts;
import io.tributary.platform.advice.Measurements;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.metric.Metrics;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class CheckpointKeeperTest {
  private static final TrainingPlan PLAN = plan(new StrategyDefinition.Synchronous());
  private static final StrategyDefinition.Gossip GOSSIP =
      new StrategyDefinition.Gossip(Topology.RING, 1);

  private static TrainingPlan plan(StrategyDefinition strategy) {
    return new TrainingPlan(
        new JobId(new UUID(1, 1)),
        Task.REGRESSION,
        new ModelDefinition.Linear(false, Initial.ZEROS),
        new OptimizerDefinition.Sgd(1),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(List.of(10), 2, 100),
        1,
        1,
        strategy,
        new CompressionDefinition.None());
  }

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Semaphore database = new Semaphore(0);
  private final List<Checkpoint> stored = new ArrayList<>();
  private boolean databaseFails;
  private CompletableFuture<Map<Integer, Long>> asked = new CompletableFuture<>();
  private long trimmed;

  /** A database that stores when it is let, or fails. */
  @SuppressWarnings("unchecked")
  private Object answer(String method, Object[] arguments) {
    if (method.equals("save")) {
      database.acquireUninterruptibly();
      if (databaseFails) {
        throw new IllegalStateException("planned");
      }
      stored.add((Checkpoint) arguments[0]);
    }
    return switch (method) {
      case "exchangeEnds" -> asked = new CompletableFuture<>();
      case "trimExchange" -> {
        trimmed = ((Map<Integer, Long>) arguments[0]).getOrDefault(0, trimmed);
        yield 0;
      }
      default -> 0;
    };
  }

  @SuppressWarnings("unchecked")
  private <T> T fake(Class<T> type) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answer(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : answer;
            });
  }

  private final JobTeller teller =
      new JobTeller(
          PLAN.job(),
          fake(Jobs.class),
          (id, kind, text, values, keep) -> {},
          fake(Metrics.class),
          fake(Measurements.class),
          fake(Checkpoints.class));
  private final CheckpointKeeper keeper = keeper(PLAN);

  private CheckpointKeeper keeper(TrainingPlan plan) {
    return new CheckpointKeeper(
        new JobRecord(
            PLAN.job(),
            "job",
            ContractJson.json().readValue("{}", JobSpec.class),
            "data",
            JobState.RUNNING,
            null,
            0,
            Instant.EPOCH,
            null,
            null),
        plan,
        EVERY,
        teller,
        fake(JobWire.class),
        0);
  }

  private void save(Instant now) {
    keeper.save(now, TrainingState.initial(new float[1], PLAN), Map.of());
  }

  /** States would pile up in memory, of a large model until there is none left. */
  @Test
  void noneIsDueWhileTheOneBeforeIsOnItsWay() {
    Instant start = Instant.EPOCH.plus(EVERY);
    assertThat(keeper.isDue(start, 1)).isTrue();
    save(start);
    assertThat(keeper.isDue(start.plus(EVERY.multipliedBy(3)), 2)).isFalse();
    database.release();
    teller.finish(() -> false);
    assertThat(stored).hasSize(1);
    assertThat(keeper.isDue(start.plus(EVERY), 2)).isTrue();
    assertThat(keeper.isDue(start.plus(EVERY).minusMillis(1), 2)).isFalse();
  }

  @Test
  void oneThatWasNotStoredDoesNotStopTheNext() {
    databaseFails = true;
    Instant start = Instant.EPOCH.plus(EVERY);
    save(start);
    database.release();
    teller.finish(() -> false);
    assertThat(stored).isEmpty();
    assertThat(keeper.isDue(start.plus(EVERY), 2)).isTrue();
  }

  /**
   * An agent that starts at the stored checkpoint reads its neighbours' models from that step on;
   * some of these were given away while the steps before were committed.
   */
  @Test
  void modelsThatACheckpointNeedsAreKeptAndOthersAreNot() {
    TrainingPlan plan = plan(GOSSIP);
    CheckpointKeeper gossip = keeper(plan);
    LedgerFold fold = new LedgerFold(TrainingState.initial(new float[1], plan), plan);
    database.release(100);
    List<Long> kept = new ArrayList<>();
    long before = 0;
    long step = 1;
    for (int checkpoint = 0; checkpoint < 20; checkpoint++) {
      commitUpTo(step, fold);
      gossip.begin(Instant.EPOCH, fold.state(), Map.of());
      long head = step + checkpoint % 3;
      // One model a step and partition, up to those of agents that are as far ahead as may be.
      asked.complete(Map.of(0, head + 1 + GOSSIP.staleness() + 1));
      gossip.complete(step, new TreeMap<>(), head);
      await("the checkpoint is stored")
          .until(() -> gossip.isDue(Instant.EPOCH.plus(EVERY), Long.MAX_VALUE));
      assertThat(trimmed)
          .as("what an agent needs that starts while step %d is on its way", step)
          .isLessThanOrEqualTo(before);
      kept.add(step - trimmed);
      before = step;
      step = head + 1;
    }
    assertThat(kept.subList(10, 20)).allSatisfy(steps -> assertThat(steps).isLessThan(20));
  }

  private static void commitUpTo(long step, LedgerFold fold) {
    TrainingState state = fold.state();
    while (state.step() < step) {
      fold.apply(
          new LedgerRecord.UpdateChunk(
              Generation.NONE,
              state.step(),
              0,
              1,
              0,
              0,
              PackedInts.of(new int[1], 0, 1),
              new UpdateSummary(new MetricLayout(PLAN.task(), PLAN.preprocessing()).zero(), null)));
    }
  }
}
