package io.tributary.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.id.JobId;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingPlansTest {

  static List<TrainingPlan> plans() {
    List<TrainingPlan> plans = new ArrayList<>();
    for (ModelDefinition model :
        List.of(
            new ModelDefinition.Linear(false, Initial.ONES),
            new ModelDefinition.FactorizationMachine(4, true, Initial.RANDOM),
            new ModelDefinition.Mlp(List.of(2, 3), Activation.TANH, true, Initial.RANDOM, 0.25f),
            new ModelDefinition.Cnn(
                new ModelDefinition.Image(28, 28, 1),
                List.of(8, 16),
                5,
                List.of(64),
                Activation.RELU,
                true,
                Initial.RANDOM),
            new ModelDefinition.Mlp(List.of(256, 3), Activation.TANH, true, Initial.RANDOM))) {
      for (OptimizerDefinition optimizer :
          List.of(
              new OptimizerDefinition.Sgd(0.1f),
              new OptimizerDefinition.Momentum(0.05f, 0.9f),
              new OptimizerDefinition.Adam(1e-3f, 0.9f, 0.999f, 1e-8f),
              new OptimizerDefinition.Giant(30),
              new OptimizerDefinition.Dane(0.5f, 1e-3f, 2, 30),
              new OptimizerDefinition.LimitedBfgs(7))) {
        plans.add(plan(Task.CLASSIFICATION, model, optimizer, classes()));
        plans.add(plan(Task.REGRESSION, model, optimizer, numbers()));
      }
    }
    plans.add(ofColumns(plans.getFirst()));
    return plans;
  }

  private static TrainingPlan ofColumns(TrainingPlan like) {
    return new TrainingPlan(
        like.job(),
        like.task(),
        like.model(),
        like.optimizer(),
        like.schedule(),
        like.regularization(),
        like.preprocessing(),
        BatchPlan.ofColumns(5, 3, 2, 4, 6),
        like.seed(),
        7,
        like.strategy(),
        like.compression(),
        null,
        ColumnSplit.balanced(like.preprocessing(), 3));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyPlanComesBackFromJsonAsItWas(TrainingPlan plan) {
    assertThat(TrainingPlans.fromJson(TrainingPlans.toJson(plan))).isEqualTo(plan);
  }

  @Test
  void everyStrategyComesBackFromJsonAsItWas() {
    TrainingPlan like =
        plan(
            Task.REGRESSION,
            new ModelDefinition.Linear(true, Initial.ZEROS),
            new OptimizerDefinition.Sgd(0.1f),
            numbers());
    for (StrategyDefinition strategy :
        List.of(
            new StrategyDefinition.Pipelined(3, 0.5f),
            new StrategyDefinition.LocalSgd(
                8, StrategyDefinition.Outer.NESTEROV, 0.7f, 0.9f, 0.5f, 2),
            new StrategyDefinition.StaleSynchronous(4),
            new StrategyDefinition.Gossip(Topology.EXPONENTIAL, 3),
            new StrategyDefinition.Asynchronous())) {
      TrainingPlan plan =
          new TrainingPlan(
              like.job(),
              like.task(),
              like.model(),
              like.optimizer(),
              like.schedule(),
              like.regularization(),
              like.preprocessing(),
              like.batches(),
              like.seed(),
              like.evaluateEvery(),
              strategy,
              like.compression());
      assertThat(TrainingPlans.fromJson(TrainingPlans.toJson(plan))).isEqualTo(plan);
    }
  }

  @Test
  void everyLossComesBackFromJsonAsItWas() {
    for (LossDefinition loss :
        List.of(
            new LossDefinition.CrossEntropy(List.of(0.1, 3.0)),
            new LossDefinition.Logistic(List.of()),
            new LossDefinition.Hinge(List.of(2.0, 1 / 3.0)),
            new LossDefinition.SquaredHinge(List.of()),
            new LossDefinition.SquaredError(),
            new LossDefinition.Huber(0.7f),
            new LossDefinition.Poisson())) {
      TrainingPlan plan = plans().getFirst().with(loss);
      assertThat(TrainingPlans.fromJson(TrainingPlans.toJson(plan))).isEqualTo(plan);
    }
  }

  /** Plans of models that were stored before losses could be chosen. */
  @Test
  void aPlanWithoutLossHasTheUsualOne() {
    TrainingPlan plan = plans().getFirst();
    String json = TrainingPlans.toJson(plan).replaceFirst(",\"loss\":\\{[^}]*}", "");
    assertThat(json).doesNotContain("\"loss\"");
    assertThat(TrainingPlans.fromJson(json)).isEqualTo(plan);
  }

  @Test
  void modelsWithoutLabelsComeBackFromJsonAsTheyWere() {
    TrainingPlan like = plans().getFirst();
    for (ModelDefinition.Unsupervised model :
        List.of(
            new ModelDefinition.KMeans(7),
            new ModelDefinition.Pca(3, ModelDefinition.Solver.ITERATIONS),
            new ModelDefinition.GaussianMixture(4, ModelDefinition.Covariance.FULL, 0.5f))) {
      TrainingPlan plan =
          new TrainingPlan(
              like.job(),
              Task.CLUSTERING,
              model,
              new OptimizerDefinition.Statistics(),
              like.schedule(),
              like.regularization(),
              new Preprocessing(like.preprocessing().features(), new TargetTransform.None(7)),
              like.batches().after(12),
              like.seed(),
              like.evaluateEvery(),
              like.strategy(),
              like.compression());
      assertThat(TrainingPlans.fromJson(TrainingPlans.toJson(plan))).isEqualTo(plan);
    }
  }

  /** Plans of models that were stored before there were steps to start. */
  @Test
  void aPlanWithoutStepsToStartHasNone() {
    TrainingPlan plan = plans().getFirst();
    String json = TrainingPlans.toJson(plan).replace(",\"startSteps\":0", "");
    assertThat(json).doesNotContain("startSteps");
    assertThat(TrainingPlans.fromJson(json)).isEqualTo(plan);
  }

  @Test
  void levelsComeBackFromJsonInTheirOrder() {
    TrainingPlan like = plans().getFirst();
    TrainingPlan plan =
        new TrainingPlan(
            like.job(),
            like.task(),
            like.model(),
            like.optimizer(),
            like.schedule(),
            like.regularization(),
            like.preprocessing(),
            like.batches(),
            like.seed(),
            like.evaluateEvery(),
            like.strategy(),
            new CompressionDefinition.Adaptive(
                List.of(CompressionLevel.INT16, CompressionLevel.TOP_THOUSANDTH)));
    assertThat(TrainingPlans.fromJson(TrainingPlans.toJson(plan))).isEqualTo(plan);
    assertThat(plan.remembers()).isTrue();
    for (List<CompressionLevel> wrong :
        List.<List<CompressionLevel>>of(
            List.of(),
            List.of(CompressionLevel.INT8, CompressionLevel.INT16),
            List.of(CompressionLevel.INT8, CompressionLevel.INT8))) {
      assertThatThrownBy(() -> new CompressionDefinition.Adaptive(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsNoPlanIsRefused() {
    assertThatThrownBy(() -> TrainingPlans.fromJson("{\"job\": 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a training plan: ");
    assertThatThrownBy(() -> TrainingPlans.fromJson("{\"model\": {\"type\": \"tree\"}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tree");
  }

  private static TrainingPlan plan(
      Task task, ModelDefinition model, OptimizerDefinition optimizer, TargetTransform target) {
    return new TrainingPlan(
        JobId.of("6f0e1a3e-7a55-4a3c-9f7f-0d9c6d8f1b2a"),
        task,
        model,
        optimizer,
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(
                new FeatureTransform.Standardize("a", 0.1, -1e-17, Math.PI),
                new FeatureTransform.OneHot("b", List.of("\"quoted\"", "", "\u6c49")),
                new FeatureTransform.ScaleBytes("c", 784),
                new FeatureTransform.ScaleSparse("d", 1, 2, "AACAPwAAAEA=")),
            target),
        new BatchPlan(List.of(3, 2), 2, 4, 1, optimizer.phases()),
        Long.MIN_VALUE,
        7,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  private static TargetTransform classes() {
    return new TargetTransform.Classes("y", List.of("0", "1"));
  }

  private static TargetTransform numbers() {
    return new TargetTransform.Number("y", 1.0 / 3, 1e300);
  }
}
