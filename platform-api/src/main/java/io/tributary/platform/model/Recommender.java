package io.tributary.platform.model;

import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.client.problem.Violation;
import io.tributary.engine.kernel.ForwardPass;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform.Entity;
import io.tributary.engine.preprocessing.InputRows;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What users think of items: of the one that a row names, or, where it names none, of all that
 * training knew, of which the best are recommended. A user that training did not know gets what is
 * liked in general. What a user has already is not left out: a model does not know it. Thread-safe.
 */
final class Recommender {
  /** Items that are recommended where nobody says how many. */
  static final int TOP = 10;

  private static final int MOST = 1000;

  private final TrainingPlan plan;
  private final ForwardPass network;
  private final Entity items;
  private final int users;

  Recommender(TrainingPlan plan, ForwardPass network) {
    this.plan = plan;
    this.network = network;
    this.users = plan.preprocessing().features().getFirst().width();
    this.items = (Entity) plan.preprocessing().features().getLast();
  }

  /** Items that a request asks for. Throws INVALID_CONTENT where it asks for none or too many. */
  static int top(PredictRequest request) {
    Integer top = request.top();
    if (top == null) {
      return TOP;
    }
    if (top < 1 || top > MOST) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "top is %d, not 1 to %d.".formatted(top, MOST),
          "Write another number, or leave it out.",
          List.of(new Violation("top", "is %d".formatted(top), "Write 1 to %d.".formatted(MOST))));
    }
    return top;
  }

  /**
   * @param rows as they were given
   * @param inputs of the same rows
   */
  List<Prediction> predict(Table rows, InputRows inputs, int top) {
    Column named = rows.column(items.column());
    double[] values = values(inputs);
    List<Prediction> predictions = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      predictions.add(
          isMissing(named, row)
              ? Prediction.recommending(best(((InputRows.Sparse) inputs), row, top))
              : new Prediction(null, null, values[row]));
    }
    return predictions;
  }

  private static boolean isMissing(Column column, int row) {
    return switch (column) {
      case Column.Numeric numbers -> Double.isNaN(numbers.values()[row]);
      case Column.Categorical texts -> texts.codes()[row] < 0;
      default -> throw new IllegalArgumentException("items in " + column.name());
    };
  }

  /** Of equal ones the first by name. */
  private List<Prediction.Item> best(InputRows.Sparse rows, int row, int top) {
    int from = rows.offsets()[row];
    boolean known = from < rows.offsets()[row + 1] && rows.places()[from] < users;
    double[] values = values(known ? withEachItem(rows.places()[from]) : eachItem());
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(item -> -values[item]).thenComparing(i -> i))
        .limit(top)
        .map(item -> new Prediction.Item(items.names().get(item), values[item]))
        .toList();
  }

  private InputRows withEachItem(int user) {
    int count = items.width();
    int[] places = new int[2 * count];
    for (int item = 0; item < count; item++) {
      places[2 * item] = user;
      places[2 * item + 1] = users + item;
    }
    int[] offsets = IntStream.rangeClosed(0, count).map(row -> 2 * row).toArray();
    return rows(offsets, places);
  }

  private InputRows eachItem() {
    int count = items.width();
    return rows(
        IntStream.rangeClosed(0, count).toArray(), IntStream.range(users, users + count).toArray());
  }

  private InputRows rows(int[] offsets, int[] places) {
    float[] ones = new float[places.length];
    Arrays.fill(ones, 1);
    return new InputRows.Sparse(users + items.width(), offsets, places, ones);
  }

  /** Ratings in their own unit, or scores. */
  private double[] values(InputRows rows) {
    if (plan.preprocessing().target() instanceof TargetTransform.Number) {
      return network.values(rows);
    }
    float[] scores = network.scores(rows);
    return IntStream.range(0, scores.length).mapToDouble(row -> scores[row]).toArray();
  }
}
