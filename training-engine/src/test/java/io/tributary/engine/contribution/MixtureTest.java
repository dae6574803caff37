package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Covariance;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gaussian mixtures against EM in plain float64. */
class MixtureTest {
  private static final int INPUTS = 5;
  private static final int COMPONENTS = 4;
  private static final double FLOOR = 1e-4;
  private static final Blobs BLOBS = Blobs.generated(INPUTS, 4, List.of(90, 89, 89, 40), 5);

  @ParameterizedTest
  @EnumSource(Covariance.class)
  void eachStepIsOneOfEm(Covariance covariance) {
    TrainingPlan plan = plan(BLOBS, covariance, 6);
    try (SharedJob job = BLOBS.job(plan, 2)) {
      Blobs.start(job, plan);
      Reference reference = Reference.of(job.parameters(), covariance);
      for (int iteration = 0; iteration < 6; iteration++) {
        job.step();
        double likelihood = reference.step(BLOBS.together());
        assertThat(likelihood(plan, job)).isCloseTo(likelihood, within(2e-5));
        assertThat(job.parameters()).containsExactly(reference.parameters(), within(2e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Covariance.class)
  void theLikelihoodNeverFalls(Covariance covariance) {
    for (int seed = 0; seed < 6; seed++) {
      Blobs blobs = Blobs.generated(INPUTS, 3 + seed, List.of(60, 59, 20), seed);
      TrainingPlan plan = plan(blobs, covariance, 40);
      try (SharedJob job = blobs.job(plan, 2)) {
        Blobs.start(job, plan);
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; iteration < 40; iteration++) {
          job.step();
          double now = likelihood(plan, job);
          // The floor that is added to a full covariance costs a little, rounding less.
          assertThat(now).isGreaterThan(before - (covariance == Covariance.FULL ? 1e-3 : 1e-6));
          before = now;
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Covariance.class)
  void anyAgentsFindTheSame(Covariance covariance) {
    TrainingPlan plan = plan(BLOBS, covariance, 4);
    float[] one = run(plan, 1);
    assertThat(run(plan, 2)).isEqualTo(one);
    assertThat(run(plan, 4)).isEqualTo(one);
  }

  @Test
  void whatNeverChangesIsHeldAtTheFloor() {
    float[] features = new float[60];
    for (int row = 0; row < 30; row++) {
      features[row * 2] = row % 2 * 5 + row / 100f;
      features[row * 2 + 1] = 3;
    }
    Blobs flat = new Blobs(2, List.of(Blobs.examples(30, 2, features)));
    TrainingPlan plan = plan(flat, Covariance.DIAGONAL, 10, 2);
    try (SharedJob job = flat.job(plan, 1)) {
      float[] parameters = job.run();
      assertThat(parameters[2]).isCloseTo(3, within(1e-6f));
      assertThat(parameters[6]).isEqualTo((float) FLOOR);
      assertThat(parameters[7]).isEqualTo((float) FLOOR);
      assertThat(parameters[8]).isCloseTo(0.5f, within(1e-6f));
    }
  }

  private static TrainingPlan plan(Blobs blobs, Covariance covariance, int epochs) {
    return plan(blobs, covariance, epochs, COMPONENTS);
  }

  private static TrainingPlan plan(Blobs blobs, Covariance covariance, int epochs, int components) {
    return blobs.plan(
        new ModelDefinition.GaussianMixture(components, covariance, (float) FLOOR), epochs);
  }

  private static double likelihood(TrainingPlan plan, SharedJob job) {
    return Objects.requireNonNull(
        MetricLayout.of(plan).metrics(job.train().getLast()).get("logLikelihood"));
  }

  private static float[] run(TrainingPlan plan, int agents) {
    try (SharedJob job = BLOBS.job(plan, agents)) {
      return job.run().clone();
    }
  }

  /** Textbook EM with whole covariances; of a diagonal one all else is zero. */
  private record Reference(
      double[][] means, double[][][] covariances, double[] weights, Covariance covariance) {

    static Reference of(float[] parameters, Covariance covariance) {
      Reference reference =
          new Reference(
              new double[COMPONENTS][INPUTS],
              new double[COMPONENTS][INPUTS][INPUTS],
              new double[COMPONENTS],
              covariance);
      for (int c = 0; c < COMPONENTS; c++) {
        for (int i = 0; i < INPUTS; i++) {
          reference.means[c][i] = parameters[i * COMPONENTS + c];
          for (int j = i; j < INPUTS; j++) {
            if (place(covariance, c, i, j) >= 0) {
              reference.covariances[c][i][j] = parameters[place(covariance, c, i, j)];
              reference.covariances[c][j][i] = reference.covariances[c][i][j];
            }
          }
        }
        reference.weights[c] = parameters[parameters.length - COMPONENTS + c];
      }
      return reference;
    }

    private static int place(Covariance covariance, int c, int i, int j) {
      int first = COMPONENTS * INPUTS;
      if (covariance == Covariance.DIAGONAL) {
        return i == j ? first + i * COMPONENTS + c : -1;
      }
      int at = first + c * INPUTS * (INPUTS + 1) / 2;
      for (int row = 0; row < i; row++) {
        at += INPUTS - row;
      }
      return at + j - i;
    }

    float[] parameters() {
      int squares = covariance == Covariance.DIAGONAL ? INPUTS : INPUTS * (INPUTS + 1) / 2;
      float[] parameters = new float[COMPONENTS * (INPUTS + squares + 1)];
      for (int c = 0; c < COMPONENTS; c++) {
        for (int i = 0; i < INPUTS; i++) {
          parameters[i * COMPONENTS + c] = (float) means[c][i];
          for (int j = i; j < INPUTS; j++) {
            if (place(covariance, c, i, j) >= 0) {
              parameters[place(covariance, c, i, j)] = (float) covariances[c][i][j];
            }
          }
        }
        parameters[parameters.length - COMPONENTS + c] = (float) weights[c];
      }
      return parameters;
    }

    /** The mean log likelihood before the step. */
    double step(Examples rows) {
      double[][] shares = new double[rows.rows()][COMPONENTS];
      double likelihood = 0;
      for (int row = 0; row < rows.rows(); row++) {
        double sum = 0;
        for (int c = 0; c < COMPONENTS; c++) {
          shares[row][c] = weights[c] * density(rows, row, c);
          sum += shares[row][c];
        }
        likelihood += Math.log(sum);
        for (int c = 0; c < COMPONENTS; c++) {
          shares[row][c] /= sum;
        }
      }
      for (int c = 0; c < COMPONENTS; c++) {
        maximise(rows, shares, c);
      }
      return likelihood / rows.rows();
    }

    private void maximise(Examples rows, double[][] shares, int c) {
      double size = 0;
      double[] mean = new double[INPUTS];
      for (int row = 0; row < rows.rows(); row++) {
        size += shares[row][c];
        for (int i = 0; i < INPUTS; i++) {
          mean[i] += shares[row][c] * rows.features()[row * INPUTS + i];
        }
      }
      double[][] square = new double[INPUTS][INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        mean[i] /= size;
      }
      for (int row = 0; row < rows.rows(); row++) {
        for (int i = 0; i < INPUTS; i++) {
          for (int j = 0; j < INPUTS; j++) {
            square[i][j] +=
                shares[row][c]
                    / size
                    * (rows.features()[row * INPUTS + i] - mean[i])
                    * (rows.features()[row * INPUTS + j] - mean[j]);
          }
        }
      }
      for (int i = 0; i < INPUTS; i++) {
        for (int j = 0; j < INPUTS; j++) {
          boolean full = covariance == Covariance.FULL;
          covariances[c][i][j] = full || i == j ? square[i][j] : 0;
        }
        covariances[c][i][i] =
            covariance == Covariance.FULL ? square[i][i] + FLOOR : Math.max(square[i][i], FLOOR);
      }
      means[c] = mean;
      weights[c] = size / rows.rows();
    }

    /** By Gaussian elimination. */
    private double density(Examples rows, int row, int c) {
      double[][] a = new double[INPUTS][INPUTS + 1];
      double[] off = new double[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        System.arraycopy(covariances[c][i], 0, a[i], 0, INPUTS);
        off[i] = rows.features()[row * INPUTS + i] - means[c][i];
        a[i][INPUTS] = off[i];
      }
      double determinant = 1;
      for (int k = 0; k < INPUTS; k++) {
        determinant *= a[k][k];
        for (int i = 0; i < INPUTS; i++) {
          if (i != k) {
            double factor = a[i][k] / a[k][k];
            for (int j = k; j <= INPUTS; j++) {
              a[i][j] -= factor * a[k][j];
            }
          }
        }
      }
      double distance = 0;
      for (int i = 0; i < INPUTS; i++) {
        distance += off[i] * a[i][INPUTS] / a[i][i];
      }
      return Math.exp(-distance / 2) / Math.sqrt(Math.pow(2 * Math.PI, INPUTS) * determinant);
    }
  }
}
