package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.state.ParametersDigest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Second-order methods against solutions that are computed in float64 and in one place. */
class SecondOrderTest {
  private static final OptimizerDefinition GIANT = new OptimizerDefinition.Giant(50);
  private static final OptimizerDefinition DANE = new OptimizerDefinition.Dane(1, 0, 2, 50);
  private static final OptimizerDefinition LBFGS = new OptimizerDefinition.LimitedBfgs(10);

  static List<OptimizerDefinition> methods() {
    return List.of(GIANT, DANE, LBFGS);
  }

  @Test
  void onAQuadraticWithOnePartitionGiantIsNewtonsMethod() {
    ConvexProblem ridge = new ConvexProblem(Task.REGRESSION, 12, 0, 0.1f, List.of(200), 1);
    try (PlainJob job = ridge.job(GIANT, ridge.partitions)) {
      job.iterations(1);
      assertClose(job.state().parameters(), ridge.solution(), 2e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void ridgeRegressionEndsAtTheClosedForm(OptimizerDefinition method) {
    ConvexProblem ridge = new ConvexProblem(Task.REGRESSION, 9, 0, 0.05f, List.of(150, 140, 90), 2);
    try (PlainJob job = ridge.job(method, ridge.partitions)) {
      job.iterations(40);
      assertClose(job.state().parameters(), ridge.solution(), 2e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void softmaxRegressionEndsAtTheSolution(OptimizerDefinition method) {
    ConvexProblem problem =
        new ConvexProblem(Task.CLASSIFICATION, 6, 3, 0.01f, List.of(150, 140, 90), 3);
    double best = problem.objective(problem.solution());
    try (PlainJob job = problem.job(method, problem.partitions)) {
      job.iterations(60);
      double gap = problem.objective(job.state().parameters()) - best;
      assertThat(gap / best).isBetween(-1e-9, 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theFirstGradientIsThatOfAllRowsInOnePlace(OptimizerDefinition method) {
    ConvexProblem problem =
        new ConvexProblem(Task.CLASSIFICATION, 6, 3, 0.01f, List.of(31, 30, 7), 4);
    double[] gradient = new double[problem.parameters()];
    problem.derivatives(new double[problem.parameters()], gradient, null);
    try (PlainJob job = problem.job(method, problem.partitions)) {
      job.step();
      assertClose(job.state().slots()[0], gradient, 1e-7);
    }
  }

  /** Rows per partition are ten times the columns: the paper's regime. */
  @Test
  void giantNeedsFewIterationsToAMillionth() {
    ConvexProblem problem =
        new ConvexProblem(Task.CLASSIFICATION, 20, 2, 1e-3f, List.of(210, 210, 210, 210), 5);
    double best = problem.objective(problem.solution());
    double before = problem.objective(new double[problem.parameters()]);
    int iterations = 0;
    try (PlainJob job = problem.job(GIANT, problem.partitions)) {
      while (problem.objective(job.state().parameters()) - best > 1e-6 * best) {
        job.iterations(1);
        iterations++;
        double now = problem.objective(job.state().parameters());
        assertThat(now).isLessThan(before);
        before = now;
        assertThat(iterations).isLessThanOrEqualTo(15);
      }
    }
    assertThat(iterations).isGreaterThan(2);
  }

  @Test
  void atTheSolutionNothingMoves() {
    ConvexProblem problem = new ConvexProblem(Task.REGRESSION, 3, 0, 0, List.of(9, 9), 6);
    problem.partitions.forEach(part -> java.util.Arrays.fill(part.targets(), 0));
    try (PlainJob job = problem.job(GIANT, problem.partitions)) {
      job.iterations(3);
      assertThat(job.state().parameters()).containsOnly(0f);
    }
  }

  /** A model of fewer parameters than there are lengths to try. */
  @Test
  void oneInputIsEnough() {
    ConvexProblem problem = new ConvexProblem(Task.REGRESSION, 1, 0, 0.1f, List.of(20, 20), 7);
    try (PlainJob job = problem.job(GIANT, problem.partitions)) {
      job.iterations(10);
      assertClose(job.state().parameters(), problem.solution(), 1e-6);
    }
  }

  @Test
  void theOrderOfPartitionsDoesNotMatter() {
    ConvexProblem problem =
        new ConvexProblem(Task.CLASSIFICATION, 4, 3, 0.01f, List.of(31, 30, 29), 8);
    String digest;
    try (PlainJob job = problem.job(GIANT, problem.partitions)) {
      job.iterations(5);
      digest = ParametersDigest.hexOf(job.state().parameters());
    }
    try (PlainJob job = problem.job(GIANT, problem.partitions.reversed())) {
      job.iterations(5);
      assertThat(ParametersDigest.hexOf(job.state().parameters())).isEqualTo(digest);
    }
  }

  private static void assertClose(float[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("parameter %d", i)
          .isCloseTo(expected[i], within(tolerance));
    }
  }

  /** A history of one pair learns more slowly than one of ten, so the pairs are really used. */
  @Test
  void aLongerHistoryNeedsFewerIterations() {
    ConvexProblem problem =
        new ConvexProblem(Task.CLASSIFICATION, 20, 2, 1e-3f, List.of(210, 210), 5);
    double best = problem.objective(problem.solution());
    int one = iterations(problem, new OptimizerDefinition.LimitedBfgs(1), best);
    int ten = iterations(problem, LBFGS, best);
    assertThat(ten).isLessThan(one).isLessThan(40);
  }

  private static int iterations(ConvexProblem problem, OptimizerDefinition method, double best) {
    try (PlainJob job = problem.job(method, problem.partitions)) {
      int iterations = 0;
      while (problem.objective(job.state().parameters()) - best > 1e-6 * best) {
        job.iterations(1);
        iterations++;
        assertThat(iterations).isLessThan(400);
      }
      return iterations;
    }
  }
}
