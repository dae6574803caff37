package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.id.JobId;
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
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.Jobs;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class CheckpointKeeperTest {
  private static final TrainingPlan PLAN =
      new TrainingPlan(
          new JobId(new UUID(1, 1)),
          Task.REGRESSION,
          new ModelDefinition.Linear(false, Initial.ZEROS),
          new OptimizerDefinition.Sgd(1),
          new LearningRateSchedule.Constant(0),
          Regularization.NONE,
          new Preprocessing(
              List.of(new FeatureTransform.Standardize("x", 0, 0, 1)),
              new TargetTransform.Number("y", 0, 1)),
          new BatchPlan(List.of(10), 2, 1),
          1,
          1,
          new StrategyDefinition.Synchronous(),
          new CompressionDefinition.None());
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Semaphore database = new Semaphore(0);
  private final List<Checkpoint> stored = new ArrayList<>();
  private boolean databaseFails;

  /** A database that stores when it is let, or fails. */
  private Object answer(String method, Object[] arguments) {
    if (method.equals("save")) {
      database.acquireUninterruptibly();
      if (databaseFails) {
        throw new IllegalStateException("planned");
      }
      stored.add((Checkpoint) arguments[0]);
    }
    return 0;
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
          (id, step, epoch, values) -> {},
          fake(Checkpoints.class));
  private final CheckpointKeeper keeper =
      new CheckpointKeeper(
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
          PLAN,
          EVERY,
          teller,
          fake(JobWire.class),
          0);

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
}
