package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.InputRows;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Learns which items a user chooses from rows that say which were chosen ({@link
 * LossDefinition.Pairwise}): a user's score of an item is the item's weight plus the dot product of
 * both vectors of factors, as in a factorization machine ({@link FactorShape}) of two columns.
 * Items that a row is compared with are hashes of the key, the row and a counter; those that the
 * user has in any training row of the partition are drawn again. In plain Java: per row there is
 * too little to do for a product of matrices.
 */
final class RankingKernel implements GradientKernel {
  /** After so many draws that the user has all of, a comparison is left out. */
  private static final int TRIES = 16;

  /** Names the stream of comparisons in evaluations, which are the same in each. */
  private static final long EVALUATION = 0x65766163686F6963L;

  private final FactorShape shape;
  private final int users;
  private final int items;
  private final int factors;
  private final int negatives;
  private final MetricLayout metrics;
  private final long evaluationKey;
  private final float[] parameters;

  /** By rows, so that partitions which take turns are looked through once each. */
  private final Map<InputRows, UserItems> known = new WeakHashMap<>();

  private long key;

  RankingKernel(TrainingPlan plan, LossDefinition.Pairwise loss) {
    ModelDefinition.FactorizationMachine model =
        (ModelDefinition.FactorizationMachine) plan.model();
    shape = FactorShape.of(plan);
    users = plan.preprocessing().features().getFirst().width();
    items = plan.preprocessing().features().getLast().width();
    factors = model.factors();
    negatives = loss.negatives();
    metrics = MetricLayout.of(plan);
    evaluationKey = CounterHash.key(plan.seed(), EVALUATION);
    parameters = new float[shape.parameterCount()];
  }

  @Override
  public int parameterCount() {
    return parameters.length;
  }

  @Override
  public void load(float[] values) {
    shape.requireParameters(values);
    System.arraycopy(values, 0, parameters, 0, parameters.length);
  }

  @Override
  public void draw(long newKey) {
    key = newKey;
  }

  @Override
  public MetricSums gradient(
      Examples examples, int[] order, int from, int count, float[] gradient) {
    shape.requireParameters(gradient);
    Arrays.fill(gradient, 0);
    MetricAccumulator sums = metrics.accumulator();
    UserItems rows = userItems(examples);
    for (int i = from; i < from + count; i++) {
      int row = order[i];
      sums.met(row);
      sums.weigh(examples.weight(row));
      sums.compared(compare(rows, rows, row, key, gradient, examples.weight(row)));
    }
    return sums.sums();
  }

  /**
   * The loss of a row.
   *
   * @param had what is no item to compare with
   * @param gradient to add to; of length 0 where nobody wants it
   */
  private double compare(
      UserItems rows, UserItems had, int row, long stream, float[] gradient, double weight) {
    int user = rows.userOf()[row];
    int item = rows.itemOf()[row];
    if (item < 0) {
      return 0;
    }
    long drawn = CounterHash.key(stream, row);
    double loss = 0;
    for (int n = 0; n < negatives; n++) {
      int other = other(had, user, item, drawn, n);
      if (other >= 0) {
        double ahead = score(user, item) - score(user, other);
        loss += LogisticLoss.softplus(-ahead) / negatives;
        if (gradient.length > 0) {
          double slope = -weight * LogisticLoss.probability(-ahead) / negatives;
          descend(user, item, other, (float) slope, gradient);
        }
      }
    }
    return loss;
  }

  /** An item that the user is not known to have; -1 where none was drawn. */
  private int other(UserItems had, int user, int item, long drawn, int n) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      long bits = CounterHash.bits(drawn, (long) n * TRIES + attempt);
      int other = (int) Math.unsignedMultiplyHigh(bits, items);
      if (other != item && (user < 0 || !had.has(user, other))) {
        return other;
      }
    }
    return -1;
  }

  private void descend(int user, int item, int other, float slope, float[] gradient) {
    gradient[weightAt(item)] += slope;
    gradient[weightAt(other)] -= slope;
    if (user < 0) {
      return;
    }
    int u = userAt(user);
    int i = itemAt(item);
    int j = itemAt(other);
    for (int f = 0; f < factors; f++) {
      gradient[u + f] += slope * (parameters[i + f] - parameters[j + f]);
      gradient[i + f] += slope * parameters[u + f];
      gradient[j + f] -= slope * parameters[u + f];
    }
  }

  private float score(int user, int item) {
    float score = parameters[weightAt(item)];
    if (user >= 0) {
      int u = userAt(user);
      int i = itemAt(item);
      for (int f = 0; f < factors; f++) {
        score += parameters[u + f] * parameters[i + f];
      }
    }
    return score;
  }

  private int weightAt(int item) {
    return shape.linear().weightsAt() + users + item;
  }

  private int userAt(int user) {
    return shape.factors().weightsAt() + user * factors;
  }

  private int itemAt(int item) {
    return shape.factors().weightsAt() + (users + item) * factors;
  }

  @Override
  public void outputs(Examples examples, int[] order, int from, int count, float[] target) {
    UserItems rows = userItems(examples);
    for (int i = 0; i < count; i++) {
      int row = order[from + i];
      target[i] = rows.itemOf()[row] < 0 ? 0 : score(rows.userOf()[row], rows.itemOf()[row]);
    }
  }

  @Override
  public MetricSums evaluate(Examples examples) {
    return evaluate(examples, new Examples(examples.inputRows().pick(new int[0]), new float[0]));
  }

  @Override
  public MetricSums evaluate(Examples examples, Examples trained) {
    MetricAccumulator sums = metrics.evaluation();
    UserItems rows = userItems(examples);
    UserItems had = userItems(trained);
    for (int row = 0; row < examples.rows(); row++) {
      sums.met(row);
      sums.weigh(examples.weight(row));
      sums.compared(compare(rows, had, row, evaluationKey, new float[0], 1));
    }
    Recommendations recommendations = new Recommendations(had, items, this::score);
    for (int first = 0; first < rows.pairs().length; ) {
      int end = first;
      while (end < rows.pairs().length && rows.user(end) == rows.user(first)) {
        end++;
      }
      recommendations.compare(rows, first, end, sums);
      first = end;
    }
    return sums.sums();
  }

  private UserItems userItems(Examples examples) {
    return known.computeIfAbsent(examples.inputRows(), rows -> UserItems.of(rows, users));
  }

  @Override
  public Neighbourhood around(Examples examples) {
    throw new UnsupportedOperationException("scores of pairs are not linear in the parameters");
  }

  @Override
  public ColumnKernel columns(int partition) {
    throw new IllegalStateException("partition %d holds rows, not columns".formatted(partition));
  }

  @Override
  public void close() {}
}
