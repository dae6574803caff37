package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** k-means against Lloyd's and Sculley's iterations in plain float64. */
class KMeansTest {
  private static final int CLUSTERS = 5;
  private static final ModelDefinition.KMeans MODEL = new ModelDefinition.KMeans(CLUSTERS);
  private static final Blobs BLOBS = Blobs.generated(7, CLUSTERS, List.of(120, 119, 119, 40), 1);

  @Test
  void eachStepIsOneOfLloydsIterations() {
    TrainingPlan plan = BLOBS.plan(MODEL, 8);
    try (SharedJob job = BLOBS.job(plan, 2)) {
      Blobs.start(job, plan);
      double[][] centres = centres(job.parameters());
      for (int iteration = 0; iteration < 8; iteration++) {
        job.step();
        centres = lloyd(BLOBS.together(), centres);
        assertSame(centres(job.parameters()), centres, 2e-6);
      }
    }
  }

  @Test
  void anyAgentsAndOnePartitionFindTheSame() {
    TrainingPlan plan = BLOBS.plan(MODEL, 6);
    float[] one = run(BLOBS, plan, 1);
    assertThat(run(BLOBS, plan, 2)).isEqualTo(one);
    assertThat(run(BLOBS, plan, 4)).isEqualTo(one);
    // Draws fall on other rows where rows are dealt out differently, so only the end is the same.
    Blobs joined = BLOBS.joined();
    double apart = cost(BLOBS.together(), centres(one));
    double together = cost(BLOBS.together(), centres(run(joined, joined.plan(MODEL, 6), 1)));
    assertThat(apart).isCloseTo(together, within(0.02 * together));
  }

  @Test
  void everyBeginningIsARowAndTheyAreSpread() {
    Blobs blobs = Blobs.generated(3, 4, List.of(40, 40), 3);
    ModelDefinition.KMeans each = new ModelDefinition.KMeans(60);
    TrainingPlan plan = blobs.plan(each, 1);
    try (SharedJob job = blobs.job(plan, 1)) {
      Blobs.start(job, plan);
      double[][] centres = centres(job.parameters(), 60);
      Set<List<Double>> different = new HashSet<>();
      for (double[] centre : centres) {
        different.add(Arrays.stream(centre).boxed().toList());
      }
      assertThat(different).hasSizeGreaterThan(55);
      assertThat(cost(blobs.together(), centres)).isLessThan(0.05);
    }
  }

  @Test
  void moreClustersThanDifferentRowsIsNoFault() {
    float[] features = new float[40];
    Arrays.fill(features, 0, 20, 1);
    Blobs blobs = new Blobs(2, List.of(Blobs.examples(20, 2, features)));
    ModelDefinition.KMeans model = new ModelDefinition.KMeans(4);
    TrainingPlan plan = blobs.plan(model, 2);
    float[] parameters = run(blobs, plan, 1);
    assertThat(cost(blobs.together(), centres(parameters, 4))).isZero();
  }

  @Test
  void theBeginningIsNearlyAsGoodAsTheEnd() {
    TrainingPlan plan = BLOBS.plan(MODEL, 30);
    try (SharedJob job = BLOBS.job(plan, 1)) {
      Blobs.start(job, plan);
      double begun = cost(BLOBS.together(), centres(job.parameters()));
      double end = cost(BLOBS.together(), centres(job.run()));
      assertThat(begun).isBetween(end, 1.3 * end);
    }
  }

  @Test
  void theLossIsTheMeanSquaredDistanceAndSizesAreCounts() {
    TrainingPlan plan = BLOBS.plan(MODEL, 2);
    try (SharedJob job = BLOBS.job(plan, 3)) {
      Blobs.start(job, plan);
      double[][] centres = centres(job.parameters());
      job.step();
      MetricLayout metrics = MetricLayout.of(plan);
      assertThat(metrics.metrics(job.train().getLast()).get("inertia"))
          .isCloseTo(cost(BLOBS.together(), centres), within(1e-5));
      double[] sizes = metrics.sizes(job.train().getLast());
      double[] counted = new double[CLUSTERS];
      Examples rows = BLOBS.together();
      for (int row = 0; row < rows.rows(); row++) {
        counted[nearest(rows, row, centres)]++;
      }
      assertThat(sizes).containsExactly(counted);
    }
  }

  /** Sculley's algorithm, with batches cut as the plan cuts them. */
  @Test
  void miniBatchesMoveCentresByOneByAllRowsTheyHad() {
    List<Integer> rows = BLOBS.partitions.stream().map(Examples::rows).toList();
    TrainingPlan plan = BLOBS.plan(MODEL, new BatchPlan(rows, 64, 3));
    try (SharedJob job = BLOBS.job(plan, 2)) {
      Blobs.start(job, plan);
      double[][] centres = centres(job.parameters());
      double[] had = new double[CLUSTERS];
      while (job.train().size() < plan.totalSteps()) {
        long step = job.train().size();
        job.step();
        sculley(plan, step, centres, had);
        assertSame(centres(job.parameters()), centres, 5e-6);
      }
      assertThat(Arrays.stream(had).sum()).isEqualTo(3.0 * BLOBS.together().rows());
    }
  }

  /** Far from zero float32 products lose the digits that distances are made of. */
  @Test
  void rowsFarFromZeroAreClusteredAlike() {
    Examples near = BLOBS.together();
    float[] far = near.features().clone();
    for (int i = 0; i < far.length; i++) {
      far[i] += 4096;
    }
    Blobs moved = new Blobs(7, List.of(Blobs.examples(near.rows(), 7, far)));
    Blobs joined = BLOBS.joined();
    double[][] centres = centres(run(moved, moved.plan(MODEL, 20), 1));
    for (double[] centre : centres) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] -= 4096;
      }
    }
    double usual = cost(near, centres(run(joined, joined.plan(MODEL, 20), 1)));
    assertThat(cost(near, centres)).isCloseTo(usual, within(0.02 * usual));
  }

  private static void sculley(TrainingPlan plan, long step, double[][] centres, double[] had) {
    double[][] sums = new double[CLUSTERS][7];
    double[] sizes = new double[CLUSTERS];
    BatchPlan batches = plan.batches();
    for (int p = 0; p < batches.partitions(); p++) {
      Examples rows = BLOBS.partitions.get(p);
      int[] order = BatchOrder.order(plan.seed(), p, batches.epochOf(step), rows.rows());
      int from = batches.firstPosition(p, step);
      for (int i = from; i < from + batches.rowsAt(p, step); i++) {
        int cluster = nearest(rows, order[i], centres);
        sizes[cluster]++;
        for (int k = 0; k < 7; k++) {
          sums[cluster][k] += rows.features()[order[i] * 7 + k] - centres[cluster][k];
        }
      }
    }
    for (int c = 0; c < CLUSTERS; c++) {
      had[c] += sizes[c];
      for (int k = 0; k < 7 && sizes[c] > 0; k++) {
        centres[c][k] += sums[c][k] / had[c];
      }
    }
  }

  private static float[] run(Blobs blobs, TrainingPlan plan, int agents) {
    try (SharedJob job = blobs.job(plan, agents)) {
      return job.run();
    }
  }

  static double[][] lloyd(Examples rows, double[][] centres) {
    double[][] sums = new double[centres.length][rows.inputs()];
    int[] sizes = new int[centres.length];
    for (int row = 0; row < rows.rows(); row++) {
      int cluster = nearest(rows, row, centres);
      sizes[cluster]++;
      for (int i = 0; i < rows.inputs(); i++) {
        sums[cluster][i] += rows.features()[row * rows.inputs() + i];
      }
    }
    for (int c = 0; c < centres.length; c++) {
      for (int i = 0; i < rows.inputs(); i++) {
        sums[c][i] = sizes[c] == 0 ? centres[c][i] : sums[c][i] / sizes[c];
      }
    }
    return sums;
  }

  static double cost(Examples rows, double[][] centres) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      sum += square(rows, row, centres[nearest(rows, row, centres)]);
    }
    return sum / rows.rows();
  }

  private static int nearest(Examples rows, int row, double[][] centres) {
    int best = 0;
    for (int c = 1; c < centres.length; c++) {
      best = square(rows, row, centres[c]) < square(rows, row, centres[best]) ? c : best;
    }
    return best;
  }

  private static double square(Examples rows, int row, double[] centre) {
    double sum = 0;
    for (int i = 0; i < centre.length; i++) {
      double off = rows.features()[row * rows.inputs() + i] - centre[i];
      sum += off * off;
    }
    return sum;
  }

  private static double[][] centres(float[] parameters) {
    return centres(parameters, CLUSTERS);
  }

  static double[][] centres(float[] parameters, int clusters) {
    int inputs = parameters.length / clusters;
    double[][] centres = new double[clusters][inputs];
    for (int c = 0; c < clusters; c++) {
      for (int i = 0; i < inputs; i++) {
        centres[c][i] = parameters[i * clusters + c];
      }
    }
    return centres;
  }

  private static void assertSame(double[][] found, double[][] expected, double tolerance) {
    for (int c = 0; c < expected.length; c++) {
      assertThat(found[c]).containsExactly(expected[c], within(tolerance));
    }
  }
}
