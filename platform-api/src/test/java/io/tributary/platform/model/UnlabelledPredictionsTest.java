package io.tributary.platform.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Covariance;
import io.tributary.engine.plan.ModelDefinition.Solver;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/** What models without labels answer for raw rows: two columns, of which the first is in tens. */
class UnlabelledPredictionsTest {

  @Test
  void kMeansAnswersTheClusterAndDistances() {
    // Centres (0, 0) and (3, 4), inputs side by side.
    Prediction prediction =
        predict(new ModelDefinition.KMeans(2), new float[] {0, 3, 0, 4}, Map.of("a", 29, "b", 4));
    assertThat(prediction.cluster()).isEqualTo(1);
    assertThat(prediction.distances()).satisfiesExactly(near(Math.sqrt(2.9 * 2.9 + 16)), near(0.1));
    assertThat(prediction.label()).isNull();
    assertThat(prediction.scores()).isNull();
  }

  @Test
  void pcaAnswersScores() {
    // One component (0.6, 0.8), mean (1, 1), variance 5.
    Prediction prediction =
        predict(
            new ModelDefinition.Pca(1, Solver.COVARIANCE),
            new float[] {0.6f, 0.8f, 1, 1, 5},
            Map.of("a", 20, "b", 3));
    assertThat(prediction.scores()).satisfiesExactly(near(0.6 + 1.6));
    assertThat(prediction.cluster()).isNull();
  }

  @Test
  void aMixtureAnswersShares() {
    // Means 0 and 2 in each input, variances 1, weights 3/4 and 1/4.
    Prediction prediction =
        predict(
            new ModelDefinition.GaussianMixture(2, Covariance.DIAGONAL, 1e-6f),
            new float[] {0, 2, 0, 2, 1, 1, 1, 1, 0.75f, 0.25f},
            Map.of("a", 10, "b", 1));
    assertThat(prediction.cluster()).isZero();
    Map<String, Double> shares = Objects.requireNonNull(prediction.probabilities());
    assertThat(shares.get("0")).isCloseTo(0.75, within(1e-9));
    assertThat(shares.get("1")).isCloseTo(0.25, within(1e-9));
  }

  /** Imputed with what training found: the mean. */
  @Test
  void aMissingValueIsNoFault() {
    Prediction prediction =
        predict(new ModelDefinition.KMeans(2), new float[] {0, 3, 0, 4}, Map.of("b", 4));
    assertThat(prediction.cluster()).isEqualTo(1);
  }

  @Test
  void aLineOfAFileHasAColumnPerNumber() {
    assertThat(csv(new Prediction(null, null, null, 1, List.of(2.5, 0.5), null)))
        .isEqualTo("cluster,distance:0,distance:1\r\n1,2.5,0.5\r\n");
    assertThat(csv(new Prediction(null, Map.of("0", 0.75, "1", 0.25), null, 0, null, null)))
        .isEqualTo("cluster,probability:0,probability:1\r\n0,0.75,0.25\r\n");
    assertThat(csv(new Prediction(null, null, null, null, null, List.of(-1.5))))
        .isEqualTo("score:0\r\n-1.5\r\n");
  }

  private static String csv(Prediction prediction) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    new PredictionWriter(file, PredictionFormat.CSV, List.of("0", "1"), false, false)
        .write(List.of(prediction));
    return file.toString(UTF_8);
  }

  private static ThrowingConsumer<Double> near(double expected) {
    return value -> assertThat(value).isCloseTo(expected, within(1e-6));
  }

  private static Prediction predict(
      ModelDefinition.Unsupervised model, float[] parameters, Map<String, Object> row) {
    TrainingPlan plan =
        new TrainingPlan(
            new JobId(new UUID(1, 2)),
            model instanceof ModelDefinition.Pca ? Task.EMBEDDING : Task.CLUSTERING,
            model,
            new OptimizerDefinition.Statistics(),
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            new Preprocessing(
                List.of(
                    new FeatureTransform.Standardize("a", 30, 0, 10),
                    new FeatureTransform.Standardize("b", 0, 0, 1)),
                new TargetTransform.None(model.outputs())),
            BatchPlan.allRows(List.of(10), 1, 1),
            1,
            1,
            new StrategyDefinition.Synchronous(),
            new CompressionDefinition.None());
    return new Predictor(plan, parameters)
        .predict(new PredictRequest(List.of(row)))
        .predictions()
        .getFirst();
  }
}
