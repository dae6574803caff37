package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Linear models of every convex loss end at the least their objective can be, as scikit-learn and
 * SciPy find it with all rows in one place.
 */
class ConvexLossesTest {

  record Case(
      String loss,
      float delta,
      float l2,
      int inputs,
      List<float[]> features,
      List<float[]> targets,
      double least) {

    LossDefinition definition() {
      return switch (loss) {
        case "logistic" -> new LossDefinition.Logistic(List.of());
        case "hinge" -> new LossDefinition.Hinge(List.of());
        case "squared-hinge" -> new LossDefinition.SquaredHinge(List.of());
        case "huber" -> new LossDefinition.Huber(delta);
        case "poisson" -> new LossDefinition.Poisson();
        default -> throw new IllegalArgumentException(loss);
      };
    }

    List<PartitionRows> partitions() {
      List<PartitionRows> parts = new ArrayList<>();
      Examples none = new Examples(0, inputs, new float[0], new float[0]);
      for (int p = 0; p < targets.size(); p++) {
        Examples rows =
            new Examples(targets.get(p).length, inputs, features.get(p), targets.get(p));
        parts.add(new PartitionRows(p, rows, none));
      }
      return parts;
    }

    TrainingPlan plan(OptimizerDefinition optimizer, BatchPlan batches, LearningRateSchedule rate) {
      boolean classes = definition() instanceof LossDefinition.OfClasses;
      return new TrainingPlan(
              new JobId(new UUID(3, 3)),
              classes ? Task.CLASSIFICATION : Task.REGRESSION,
              new ModelDefinition.Linear(false, Initial.ZEROS),
              optimizer,
              rate,
              new Regularization(0, l2, 0),
              new Preprocessing(
                  List.of(new FeatureTransform.ScaleBytes("x", inputs)),
                  classes
                      ? new TargetTransform.Classes("y", List.of("no", "yes"))
                      : new TargetTransform.Number("y", 0, 1)),
              batches,
              42,
              1_000_000,
              new StrategyDefinition.Synchronous(),
              new CompressionDefinition.None())
          .with(definition());
    }

    List<Integer> rows() {
      return targets.stream().map(part -> part.length).toList();
    }

    /** In float64, from the definitions. */
    double objective(float[] w) {
      double sum = 0;
      int rows = 0;
      for (int p = 0; p < targets.size(); p++) {
        for (int row = 0; row < targets.get(p).length; row++) {
          double score = 0;
          for (int i = 0; i < inputs; i++) {
            score += w[i] * (double) features.get(p)[row * inputs + i];
          }
          sum += value(score, targets.get(p)[row]);
          rows++;
        }
      }
      double squares = 0;
      for (float weight : w) {
        squares += (double) weight * weight;
      }
      return sum / rows + l2 / 2 * squares;
    }

    private double value(double score, double target) {
      double side = 2 * target - 1;
      double residual = Math.abs(score - target);
      return switch (loss) {
        case "logistic" -> Math.log1p(Math.exp(-side * score));
        case "hinge" -> Math.max(0, 1 - side * score);
        case "squared-hinge" -> Math.pow(Math.max(0, 1 - side * score), 2);
        case "huber" -> residual > delta ? delta * (2 * residual - delta) : residual * residual;
        default ->
            Math.exp(score)
                - target * score
                + (target > 0 ? target * Math.log(target) - target : 0);
      };
    }

    @Override
    public String toString() {
      return loss;
    }
  }

  private static List<Case> cases() throws IOException {
    try (InputStream in = ConvexLossesTest.class.getResourceAsStream("losses.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<Case>>() {});
    }
  }

  static List<Arguments> smoothCasesAndMethods() throws IOException {
    List<Arguments> arguments = new ArrayList<>();
    for (Case problem : cases()) {
      if (!problem.loss().equals("hinge")) {
        arguments.add(Arguments.of(problem, new OptimizerDefinition.LimitedBfgs(10)));
        arguments.add(Arguments.of(problem, new OptimizerDefinition.Giant(50)));
        arguments.add(Arguments.of(problem, new OptimizerDefinition.Dane(1, 0, 2, 50)));
      }
    }
    return arguments;
  }

  @ParameterizedTest
  @MethodSource("smoothCasesAndMethods")
  void secondOrderMethodsReachTheLeast(Case problem, OptimizerDefinition method) {
    TrainingPlan plan =
        problem.plan(
            method,
            BatchPlan.allRows(problem.rows(), 1_000, method.phases()),
            new LearningRateSchedule.Constant(0));
    try (PlainJob job = new PlainJob(plan, problem.partitions())) {
      job.iterations(60);
      double gap = problem.objective(job.state().parameters()) - problem.least();
      assertThat(gap / problem.least()).isBetween(-1e-7, 1e-6);
    }
  }

  /** The plain hinge has corners: steps that get shorter come near, as they do for everybody. */
  @Test
  void gradientsComeNearTheLeastOfTheHinge() throws IOException {
    Case problem = cases().stream().filter(c -> c.loss().equals("hinge")).findFirst().orElseThrow();
    TrainingPlan plan =
        problem.plan(
            new OptimizerDefinition.Momentum(0.05f, 0.9f),
            new BatchPlan(problem.rows(), 183, 300),
            new LearningRateSchedule.Polynomial(1, 0, 0));
    List<float[]> found = new ArrayList<>();
    for (int agents : new int[] {1, 3}) {
      try (SharedJob job = new SharedJob(plan, problem.partitions(), agents)) {
        found.add(job.run().clone());
      }
    }
    double gap = problem.objective(found.getFirst()) - problem.least();
    assertThat(gap / problem.least()).isBetween(-1e-7, 1e-2);
    assertThat(found.getLast()).containsExactly(found.getFirst());
  }
}
