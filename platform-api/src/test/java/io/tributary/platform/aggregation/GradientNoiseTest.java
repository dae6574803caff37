package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.Contributor;
import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerRecord;
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
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two agents and a coordinator measure the noise of gradients that can be computed row by row. */
class GradientNoiseTest {
  private static final int PARTITIONS = 4;
  private static final int ROWS = 250;
  private static final int STEPS = 12_000;
  private static final Generation FIRST = new Generation(1);

  private final SplittableRandom random = new SplittableRandom(5);
  private final List<Examples> rows = new ArrayList<>();

  GradientNoiseTest() {
    for (int p = 0; p < PARTITIONS; p++) {
      float[] features = new float[ROWS * 2];
      float[] targets = new float[ROWS];
      for (int i = 0; i < ROWS; i++) {
        features[2 * i] = (float) random.nextGaussian();
        features[2 * i + 1] = (float) random.nextGaussian();
        targets[i] = features[2 * i] + (float) (2 * random.nextGaussian());
      }
      rows.add(new Examples(ROWS, 2, features, targets));
    }
  }

  private static TrainingPlan plan(CompressionDefinition compression) {
    return new TrainingPlan(
        new JobId(new UUID(1, 7)),
        Task.REGRESSION,
        new ModelDefinition.Linear(false, Initial.ZEROS),
        // Nothing moves, so that every step is at the same parameters.
        new OptimizerDefinition.Sgd(1e-30f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(
                new FeatureTransform.Standardize("x", 0, 0, 1),
                new FeatureTransform.Standardize("z", 1, 0, 1)),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(List.of(ROWS, ROWS, ROWS, ROWS), 18, 1000),
        1,
        1_000_000,
        new StrategyDefinition.Synchronous(),
        compression);
  }

  /** At zero a row's gradient is -2 y x. */
  private double truth() {
    double[] mean = new double[2];
    double squares = 0;
    for (Examples part : rows) {
      for (int i = 0; i < ROWS; i++) {
        for (int k = 0; k < 2; k++) {
          double g = -2.0 * part.targets()[i] * part.features()[2 * i + k];
          mean[k] += g / (PARTITIONS * ROWS);
          squares += g * g / (PARTITIONS * ROWS);
        }
      }
    }
    double length = mean[0] * mean[0] + mean[1] * mean[1];
    return (squares - length) / length;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAgentsAndCoordinatorMeasureIsTheNoiseOfTheRows(boolean fewerBits) {
    TrainingPlan plan =
        plan(fewerBits ? new CompressionDefinition.Int16() : new CompressionDefinition.None());
    TrainingState state = TrainingState.initial(new float[2], plan);
    byte[] start = state.toBytes();
    List<LedgerRecord> written = new ArrayList<>();
    Coordinator coordinator =
        new Coordinator(
            plan,
            new LedgerFold(state, plan),
            FIRST,
            records -> {
              written.addAll(records);
              return CompletableFuture.completedFuture((long) written.size());
            },
            ChunkWorkers.IN_LINE,
            LevelChooser.NEVER);
    coordinator.assigned(FIRST);
    List<Contributor> agents = List.of(agent(plan, "a", start), agent(plan, "b", start));
    // Three partitions and one, so that a pre-sum of several counts as several.
    List<List<PartitionRows>> owned = List.of(owned(0, 1, 2), owned(3));
    double noise = 0;
    double signal = 0;
    int samples = 0;
    while (coordinator.fold().state().step() < STEPS) {
      for (int a = 0; a < agents.size(); a++) {
        List<PartitionRows> own = owned.get(a);
        Contributor agent = agents.get(a);
        written.forEach(record -> agent.follow(record, FIRST, own));
      }
      written.clear();
      for (int a = 0; a < agents.size(); a++) {
        for (Contribution made : agents.get(a).contribute(FIRST, owned.get(a))) {
          Contribution sent =
              ContributionCodec.decode(ByteBuffer.wrap(ContributionCodec.encode(made)));
          for (Outcome outcome : coordinator.receive(sent)) {
            if (outcome instanceof Outcome.Written step
                && step.noise() instanceof GradientLengths n) {
              assertThat(n.partitions()).isEqualTo(withRows(plan, step.step()));
              double own = (n.partitionSquares() - n.joinedSquares()) / (n.partitions() - 1);
              noise += own;
              signal += (n.joinedSquares() - own) / n.rows();
              samples++;
            }
          }
        }
      }
    }
    assertThat(samples).isEqualTo(STEPS / 8);
    // Batches are drawn without replacement, and the mean of so many steps has an error of its own.
    assertThat(noise / signal).isCloseTo(truth(), within(0.12 * truth()));
  }

  /** At the end of an epoch, those with the larger batches are through already. */
  private static int withRows(TrainingPlan plan, long step) {
    int count = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      count += plan.batches().rowsAt(p, step) > 0 ? 1 : 0;
    }
    return count;
  }

  private Contributor agent(TrainingPlan plan, String name, byte[] start) {
    return new Contributor(
        plan, new AgentId(name), SavedState.read(start), new PlainLinearKernel(plan));
  }

  private List<PartitionRows> owned(int... partitions) {
    List<PartitionRows> owned = new ArrayList<>();
    for (int p : partitions) {
      owned.add(new PartitionRows(p, rows.get(p), new Examples(0, 2, new float[0], new float[0])));
    }
    return owned;
  }
}
