package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Solver;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Principal components against Jacobi's rotations of the covariance of all rows, in float64. */
class PcaTest {
  private static final int INPUTS = 24;
  private static final int COMPONENTS = 4;
  private static final Blobs BLOBS = Blobs.generated(INPUTS, 9, List.of(90, 89, 89, 33), 2);

  @Test
  void theCovarianceGivesTheEigenvectorsOfAllRows() {
    ModelDefinition.Pca model = new ModelDefinition.Pca(COMPONENTS, Solver.COVARIANCE);
    float[] found = run(BLOBS, model, 1, 2);
    assertEigenvectors(found, BLOBS.together(), COMPONENTS, 1e-5);
  }

  @Test
  void iterationsLeadToTheSame() {
    ModelDefinition.Pca model = new ModelDefinition.Pca(COMPONENTS, Solver.ITERATIONS);
    assertEigenvectors(run(BLOBS, model, 25, 2), BLOBS.together(), COMPONENTS, 1e-4);
  }

  @Test
  void fewIterationsExplainNearlyAsMuch() {
    TrainingPlan plan = BLOBS.plan(new ModelDefinition.Pca(COMPONENTS, Solver.ITERATIONS), 5);
    try (SharedJob job = BLOBS.job(plan, 1)) {
      job.run();
      double explained =
          Objects.requireNonNull(
              MetricLayout.of(plan).metrics(job.train().getLast()).get("explainedVariance"));
      double[] all = eigen(covariance(BLOBS.together())).values();
      double best = Arrays.stream(all, 0, COMPONENTS).sum() / Arrays.stream(all).sum();
      assertThat(explained).isBetween(0.995 * best, best + 1e-6);
    }
  }

  @Test
  void anyAgentsFindTheSame() {
    for (Solver solver : Solver.values()) {
      ModelDefinition.Pca model = new ModelDefinition.Pca(COMPONENTS, solver);
      float[] one = run(BLOBS, model, 3, 1);
      assertThat(run(BLOBS, model, 3, 2)).isEqualTo(one);
      assertThat(run(BLOBS, model, 3, 4)).isEqualTo(one);
    }
  }

  /** Ten thousand times as far from zero as it is wide. */
  @Test
  void aMeanFarFromZeroDoesNotDrownTheSpread() {
    Examples near = BLOBS.together();
    float[] far = near.features().clone();
    for (int i = 0; i < far.length; i++) {
      far[i] += 20_000;
    }
    Blobs moved = new Blobs(INPUTS, List.of(Blobs.examples(near.rows(), INPUTS, far)));
    for (Solver solver : Solver.values()) {
      float[] found = run(moved, new ModelDefinition.Pca(2, solver), 25, 1);
      assertEigenvectors(found, moved.together(), 2, 1e-3);
    }
  }

  @Test
  void asManyComponentsAsInputsExplainAll() {
    Blobs few = Blobs.generated(3, 2, List.of(30, 30), 4);
    for (Solver solver : Solver.values()) {
      TrainingPlan plan = few.plan(new ModelDefinition.Pca(3, solver), 3);
      try (SharedJob job = few.job(plan, 1)) {
        assertEigenvectors(job.run(), few.together(), 3, 1e-3);
      }
    }
  }

  @Test
  void inputsThatNeverChangeAreNoFault() {
    float[] features = new float[40];
    for (int row = 0; row < 20; row++) {
      features[row * 2] = row;
      features[row * 2 + 1] = 7;
    }
    Blobs flat = new Blobs(2, List.of(Blobs.examples(20, 2, features)));
    for (Solver solver : Solver.values()) {
      float[] found = run(flat, new ModelDefinition.Pca(2, solver), 3, 1);
      assertThat(found[0]).isCloseTo(1, within(1e-6f));
      assertThat(found[6]).isCloseTo(33.25f, within(1e-3f));
      assertThat(found[7]).isZero();
    }
  }

  private static float[] run(Blobs blobs, ModelDefinition.Pca model, int epochs, int agents) {
    TrainingPlan plan = blobs.plan(model, model.solver() == Solver.COVARIANCE ? 1 : epochs);
    try (SharedJob job = blobs.job(plan, agents)) {
      return job.run();
    }
  }

  private static void assertEigenvectors(
      float[] found, Examples rows, int components, double tolerance) {
    int inputs = rows.inputs();
    Eigen eigen = eigen(covariance(rows));
    for (int c = 0; c < components; c++) {
      double dot = 0;
      double norm = 0;
      for (int i = 0; i < inputs; i++) {
        dot += found[i * components + c] * eigen.vectors()[i][c];
        norm += found[i * components + c] * found[i * components + c];
      }
      assertThat(norm).isCloseTo(1, within(1e-5));
      assertThat(Math.abs(dot)).isCloseTo(1, within(tolerance));
      assertThat((double) found[components * inputs + inputs + c])
          .isCloseTo(eigen.values()[c], within(tolerance * eigen.values()[0]));
    }
  }

  private static double[][] covariance(Examples rows) {
    int inputs = rows.inputs();
    double[] mean = new double[inputs];
    for (int k = 0; k < rows.features().length; k++) {
      mean[k % inputs] += rows.features()[k] / (double) rows.rows();
    }
    double[][] covariance = new double[inputs][inputs];
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = 0; i < inputs; i++) {
        for (int j = 0; j < inputs; j++) {
          covariance[i][j] +=
              (rows.features()[row * inputs + i] - mean[i])
                  * (rows.features()[row * inputs + j] - mean[j])
                  / rows.rows();
        }
      }
    }
    return covariance;
  }

  /** Column j of {@code vectors} belongs to {@code values[j]}; the largest first. */
  private record Eigen(double[] values, double[][] vectors) {}

  /** Jacobi's cyclic rotations: another algorithm than the engine's. */
  private static Eigen eigen(double[][] a) {
    int n = a.length;
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (Math.abs(a[p][q]) > 1e-300) {
            rotate(a, v, p, q);
          }
        }
      }
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (x, y) -> Double.compare(a[y][y], a[x][x]));
    double[] values = new double[n];
    double[][] vectors = new double[n][n];
    for (int j = 0; j < n; j++) {
      values[j] = a[order[j]][order[j]];
      for (int i = 0; i < n; i++) {
        vectors[i][j] = v[i][order[j]];
      }
    }
    return new Eigen(values, vectors);
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.signum(theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    t = theta == 0 ? 1 : t;
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double left = a[k][p];
      a[k][p] = c * left - s * a[k][q];
      a[k][q] = s * left + c * a[k][q];
    }
    for (int k = 0; k < a.length; k++) {
      double left = a[p][k];
      a[p][k] = c * left - s * a[q][k];
      a[q][k] = s * left + c * a[q][k];
      double side = v[k][p];
      v[k][p] = c * side - s * v[k][q];
      v[k][q] = s * side + c * v[k][q];
    }
  }
}
