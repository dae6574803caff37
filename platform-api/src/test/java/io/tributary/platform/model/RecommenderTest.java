package io.tributary.platform.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.client.model.Predictions.Prediction.Item;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.platform.problem.PlatformException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two users, three films, one factor; all values by hand. */
class RecommenderTest {
  private static final TargetTransform RATING = new TargetTransform.Number("rating", 3, 2);

  /** Weights of ada, bo, films 7, 8, 10, the bias; then the factor of each. */
  private static final float[] PARAMETERS = {
    0.5f, -0.5f, 0.25f, 0, -0.25f, 0.125f, 1, -1, 0.5f, 0, 1
  };

  private static TrainingPlan plan(TargetTransform target, LossDefinition loss) {
    return new TrainingPlan(
            new JobId(new UUID(1, 2)),
            Task.RECOMMENDATION,
            new ModelDefinition.FactorizationMachine(1, true, Initial.RANDOM),
            new OptimizerDefinition.Sgd(0.1f),
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            new Preprocessing(
                List.of(
                    new FeatureTransform.Entity("user", List.of("ada", "bo"), false),
                    new FeatureTransform.Entity("film", List.of("7", "8", "10"), true)),
                target),
            new BatchPlan(List.of(10), 5, 1),
            42,
            1,
            new StrategyDefinition.Synchronous(),
            new CompressionDefinition.None())
        .with(loss);
  }

  private static Prediction rated(@Nullable String user, @Nullable Object film, Integer... top) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("user", user);
    row.put("film", film);
    return new Predictor(plan(RATING, new LossDefinition.SquaredError()), PARAMETERS)
        .predict(new PredictRequest(List.of(row), top.length == 0 ? null : top[0]))
        .predictions()
        .getFirst();
  }

  @Test
  void aRowThatNamesBothIsRatedInTheRatingsUnit() {
    // 3 + 2 * (0.125 + 0.5 + 0.25 + 1 * 0.5)
    assertThat(rated("ada", 7).value()).isCloseTo(5.75, within(1e-6));
    assertThat(rated("ada", "7.0").value()).isCloseTo(5.75, within(1e-6));
    assertThat(rated("ada", 7).items()).isNull();
  }

  @Test
  void whatTrainingDidNotKnowCountsForNothing() {
    // Of the user's own opinion there is the weight, of the film's fame too.
    assertThat(rated("ada", 99).value()).isCloseTo(3 + 2 * 0.625, within(1e-6));
    assertThat(rated("cyd", 7).value()).isCloseTo(3 + 2 * 0.375, within(1e-6));
  }

  @Test
  void aRowWithoutAnItemIsRecommendedTheBest() {
    Prediction ada = rated("ada", null);
    assertThat(ada.value()).isNull();
    // ada: 10 has 0.375 + 1, 7 has 0.875 + 0.5, 8 has 0.625: of equal ones the first by name.
    assertThat(ada.items()).extracting(Item::item).containsExactly("7", "10", "8");
    assertThat(Objects.requireNonNull(ada.items()).getLast().value())
        .isCloseTo(3 + 2 * 0.625, within(1e-6));
    assertThat(rated("bo", null, 2).items()).extracting(Item::item).containsExactly("8", "7");
    assertThat(rated("somebody", "").items())
        .as("what is liked in general")
        .extracting(Item::item)
        .containsExactly("7", "8", "10");
  }

  @Test
  void choicesGiveScores() {
    Prediction prediction =
        new Predictor(plan(new TargetTransform.None(1), new LossDefinition.Pairwise(2)), PARAMETERS)
            .predict(new PredictRequest(List.of(Map.of("user", "ada", "film", 7))))
            .predictions()
            .getFirst();
    assertThat(prediction.value()).isCloseTo(1.375, within(1e-6));
  }

  @Test
  void aNumberOfItemsThatNobodyCanHaveIsRefused() {
    for (int top : new int[] {0, -1, 1001}) {
      assertThatThrownBy(() -> rated("ada", null, top))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("top is %d, not 1 to 1000", top);
    }
  }

  @Test
  void linesOfAFileHaveEquallyManyColumns() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    new PredictionWriter(file, PredictionFormat.CSV, List.of(), false, true)
        .write(new ArrayList<>(List.of(rated("ada", null), rated("ada", 7))));
    assertThat(file.toString(UTF_8))
        .isEqualTo(
            """
            value,item:0,item:1,item:2,item:3,item:4,item:5,item:6,item:7,item:8,item:9\r
            ,7,10,8,,,,,,,\r
            5.75,,,,,,,,,,\r
            """);
  }

  @Test
  void aModelIsReadableFromItsPlan() {
    TrainingPlan plan = plan(RATING, new LossDefinition.Pairwise(2));
    assertThat(
            io.tributary.engine.plan.TrainingPlans.fromJson(
                io.tributary.engine.plan.TrainingPlans.toJson(plan)))
        .isEqualTo(plan);
  }
}
