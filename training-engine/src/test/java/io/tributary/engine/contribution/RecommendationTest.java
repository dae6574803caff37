package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.ForwardPass;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.metric.MetricLayout;
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
import io.tributary.engine.preprocessing.InputRows;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Users and items with factors that are known: what is learnt has to be them. */
class RecommendationTest {
  private static final int USERS = 120;
  private static final int ITEMS = 80;
  private static final int RANK = 3;
  private static final double NOISE = 0.1;
  private static final double[][] USER = drawn(USERS, 1);
  private static final double[][] ITEM = drawn(ITEMS, 2);

  private static double[][] drawn(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] factors = new double[count][RANK];
    for (double[] row : factors) {
      Arrays.setAll(row, f -> random.nextDouble(-1, 1));
    }
    return factors;
  }

  private static double planted(int user, int item) {
    double score = 0;
    for (int f = 0; f < RANK; f++) {
      score += USER[user][f] * ITEM[item][f];
    }
    return score;
  }

  private static TrainingPlan plan(
      TargetTransform target, LossDefinition loss, List<PartitionRows> rows, int epochs) {
    return new TrainingPlan(
            new JobId(new UUID(3, 4)),
            Task.RECOMMENDATION,
            new ModelDefinition.FactorizationMachine(RANK, true, Initial.RANDOM),
            new OptimizerDefinition.Adam(0.02f, 0.9f, 0.999f, 1e-8f),
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            new Preprocessing(
                List.of(
                    new FeatureTransform.Entity("user", names(USERS), false),
                    new FeatureTransform.Entity("item", names(ITEMS), false)),
                target),
            new BatchPlan(rows.stream().map(p -> p.train().rows()).toList(), 512, epochs),
            42,
            1_000_000,
            new StrategyDefinition.Synchronous(),
            new CompressionDefinition.None())
        .with(loss);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private static Examples rows(IntPredicate cells) {
    SplittableRandom random = new SplittableRandom(9);
    int[] chosen = IntStream.range(0, USERS * ITEMS).filter(cells).toArray();
    int[] offsets = IntStream.rangeClosed(0, chosen.length).map(row -> 2 * row).toArray();
    int[] places = new int[2 * chosen.length];
    float[] targets = new float[chosen.length];
    for (int row = 0; row < chosen.length; row++) {
      int user = chosen[row] / ITEMS;
      int item = chosen[row] % ITEMS;
      places[2 * row] = user;
      places[2 * row + 1] = USERS + item;
      targets[row] = (float) (planted(user, item) + random.nextDouble(-NOISE, NOISE));
    }
    float[] ones = new float[places.length];
    Arrays.fill(ones, 1);
    return new Examples(new InputRows.Sparse(USERS + ITEMS, offsets, places, ones), targets);
  }

  /** Users in turn, so that all that is known of one is in one partition. */
  private static List<PartitionRows> partitions(IntPredicate train, IntPredicate holdout) {
    List<PartitionRows> partitions = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      int own = p;
      IntPredicate mine = cell -> cell / ITEMS % 3 == own;
      partitions.add(new PartitionRows(p, rows(train.and(mine)), rows(holdout.and(mine))));
    }
    return partitions;
  }

  private static float[] train(TrainingPlan plan, List<PartitionRows> rows, int agents) {
    try (SharedJob job = new SharedJob(plan, rows, agents)) {
      return job.run().clone();
    }
  }

  private static Map<String, Double> evaluated(
      TrainingPlan plan, List<PartitionRows> rows, float[] parameters) {
    MetricLayout layout = MetricLayout.of(plan);
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters);
      return layout.metrics(
          rows.stream()
              .map(partition -> kernel.evaluate(partition.holdout(), partition.train()))
              .reduce(layout.zero(), (sum, next) -> sum.plus(next)));
    }
  }

  @Test
  void ratingsGiveBackTheFactorsTheyCameFrom() {
    SplittableRandom random = new SplittableRandom(3);
    boolean[] known = new boolean[USERS * ITEMS];
    IntStream.range(0, known.length).forEach(cell -> known[cell] = random.nextInt(10) < 4);
    List<PartitionRows> rows = partitions(cell -> known[cell], cell -> !known[cell]);
    TrainingPlan plan =
        plan(
            new TargetTransform.Number("rating", 0, 1),
            new LossDefinition.SquaredError(),
            rows,
            60);
    float[] one = train(plan, rows, 1);

    assertThat(train(plan, rows, 3)).containsExactly(one);
    // Of cells that nobody rated; the noise of a rating alone is 0.058, the spread 0.58.
    assertThat(evaluated(plan, rows, one).get("rmse")).isLessThan(0.09);
    assertThat(correlation(plan, one)).isGreaterThan(0.99);
  }

  /** Between the matrix that was planted and the one that was found, over all cells. */
  private static double correlation(TrainingPlan plan, float[] parameters) {
    float[] found = new ForwardPass(plan, parameters).scores(rows(cell -> true).inputRows());
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int cell = 0; cell < found.length; cell++) {
      double truth = planted(cell / ITEMS, cell % ITEMS);
      xy += truth * found[cell];
      xx += truth * truth;
      yy += (double) found[cell] * found[cell];
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void choicesTellWhatElseAUserWouldChoose() {
    // Of the items that a user likes best, two thirds are known to be chosen.
    boolean[] liked = new boolean[USERS * ITEMS];
    for (int user = 0; user < USERS; user++) {
      int u = user;
      IntStream.range(0, ITEMS)
          .boxed()
          .sorted((a, b) -> Double.compare(planted(u, b), planted(u, a)))
          .limit(15)
          .forEach(item -> liked[u * ITEMS + item] = true);
    }
    SplittableRandom random = new SplittableRandom(4);
    boolean[] held = new boolean[liked.length];
    IntStream.range(0, held.length).forEach(cell -> held[cell] = random.nextInt(3) == 0);
    List<PartitionRows> rows =
        partitions(cell -> liked[cell] && !held[cell], cell -> liked[cell] && held[cell]);
    TrainingPlan plan = plan(new TargetTransform.None(1), new LossDefinition.Pairwise(4), rows, 80);
    float[] one = train(plan, rows, 1);

    assertThat(train(plan, rows, 3)).containsExactly(one);
    Map<String, Double> metrics = evaluated(plan, rows, one);
    // By chance a tenth to a seventh of them are among ten of the seventy that a user has not.
    assertThat(metrics.get("recallAt10")).isGreaterThan(0.75);
    assertThat(metrics.get("ndcgAt10")).isGreaterThan(0.6);
    assertThat(metrics.get("recallAt50")).isGreaterThan(0.98);
  }
}
