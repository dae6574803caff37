package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Covariance;
import io.tributary.engine.plan.ModelDefinition.Solver;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.unsupervised.RowOutputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first 2,000 digits, where the file is there: as good as scikit-learn to one per cent. See
 * make_unsupervised_fixture.py.
 */
class DigitsObjectivesTest {
  private static final Path IMAGES = Path.of("../../shared/data/mnist-10k-images-idx3-ubyte.gz");
  private static final int PARTITIONS = 4;

  private static JsonNode expected = JsonMapper.shared().createObjectNode();
  private static Blobs digits = new Blobs(0, List.of());

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(IMAGES));
    try (InputStream in =
        Objects.requireNonNull(
            DigitsObjectivesTest.class.getResourceAsStream("unsupervised.json"))) {
      expected = JsonMapper.shared().readTree(in);
    }
    int rows = expected.get("rows").intValue();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(IMAGES))) {
      in.skipNBytes(16);
      byte[] pixels = in.readNBytes(rows * 784);
      float[] features = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        features[i] = (pixels[i] & 0xFF) / 255f;
      }
      digits = dealt(features, 784);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Blobs dealt(float[] features, int inputs) {
    int rows = features.length / inputs;
    List<Examples> parts = new ArrayList<>();
    for (int p = 0; p < PARTITIONS; p++) {
      int from = rows * p / PARTITIONS;
      int to = rows * (p + 1) / PARTITIONS;
      float[] part = new float[(to - from) * inputs];
      System.arraycopy(features, from * inputs, part, 0, part.length);
      parts.add(Blobs.examples(to - from, inputs, part));
    }
    return new Blobs(inputs, parts);
  }

  @Test
  void kMeans() {
    TrainingPlan plan = digits.plan(new ModelDefinition.KMeans(10), 30);
    double inertia = Objects.requireNonNull(trained(digits, plan).get("inertia"));
    assertThat(inertia).isLessThan(1.01 * expected.get("inertia").doubleValue());
  }

  @Test
  void principalComponents() {
    TrainingPlan plan = digits.plan(new ModelDefinition.Pca(20, Solver.ITERATIONS), 8);
    double best = expected.get("explainedVariance").doubleValue();
    assertThat(trained(digits, plan).get("explainedVariance")).isCloseTo(best, within(0.01 * best));
  }

  @Test
  void gaussianMixture() {
    TrainingPlan plan =
        digits.plan(new ModelDefinition.GaussianMixture(10, Covariance.DIAGONAL, 1e-3f), 40);
    double best = expected.get("logLikelihood").doubleValue();
    assertThat(trained(digits, plan).get("logLikelihood"))
        .isGreaterThan(best - 0.01 * Math.abs(best));
  }

  @Test
  void fullCovariances() {
    TrainingPlan pca = digits.plan(new ModelDefinition.Pca(8, Solver.ITERATIONS), 12);
    float[] reduced;
    try (SharedJob job = digits.job(pca, 2)) {
      double[] scores = new RowOutputs(pca, job.run()).of(digits.together().features());
      reduced = new float[scores.length];
      for (int i = 0; i < reduced.length; i++) {
        reduced[i] = (float) scores[i];
      }
    }
    Blobs few = dealt(reduced, 8);
    TrainingPlan plan =
        few.plan(new ModelDefinition.GaussianMixture(5, Covariance.FULL, 1e-6f), 100);
    double best = expected.get("fullLogLikelihood").doubleValue();
    assertThat(trained(few, plan).get("logLikelihood")).isGreaterThan(best - 0.01 * Math.abs(best));
  }

  private static Map<String, Double> trained(Blobs rows, TrainingPlan plan) {
    try (SharedJob job = rows.job(plan, 2)) {
      job.run();
      return MetricLayout.of(plan).metrics(job.train().getLast());
    }
  }
}
