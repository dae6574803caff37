package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.SemiSupervised;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.InputRows;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A kernel of a model that learns from rows without a label too ({@link SemiSupervised}). Labels
 * are found at the loaded parameters, so a gradient depends on parameters, rows and key alone, like
 * any other. Metrics are of the rows with a label; rows without one are counted, and how many of
 * them were given one.
 */
final class SemiSupervisedKernel implements GradientKernel {
  private static final int WEAK = 0;
  private static final int STRONG = 1;

  private final GradientKernel kernel;
  private final SemiSupervised unlabelled;
  private final MetricLayout metrics;
  private final @Nullable RowViews views;
  private final int scores;
  private final int epochs;
  private final float[] more;
  private int epoch;
  private long key;

  /**
   * @param kernel of the same plan; closed with this one
   */
  SemiSupervisedKernel(TrainingPlan plan, SemiSupervised unlabelled, GradientKernel kernel) {
    this.kernel = kernel;
    this.unlabelled = unlabelled;
    this.metrics = MetricLayout.of(plan);
    this.views = unlabelled.views() == null ? null : RowViews.of(plan, unlabelled.views());
    this.scores = plan.scores();
    this.epochs = plan.batches().epochs();
    this.more = new float[kernel.parameterCount()];
  }

  @Override
  public int parameterCount() {
    return kernel.parameterCount();
  }

  @Override
  public void load(float[] parameters) {
    kernel.load(parameters);
  }

  @Override
  public void epoch(int newEpoch) {
    epoch = newEpoch;
  }

  @Override
  public void draw(long newKey) {
    key = newKey;
    kernel.draw(newKey);
  }

  @Override
  public MetricSums gradient(
      Examples examples, int[] order, int from, int count, float[] gradient) {
    MetricAccumulator met = metrics.accumulator();
    float[] targets = examples.targets();
    int[] known = new int[count];
    int[] open = new int[count];
    int knownCount = 0;
    int openCount = 0;
    for (int i = from; i < from + count; i++) {
      met.met(order[i]);
      if (Float.isNaN(targets[order[i]])) {
        open[openCount++] = order[i];
      } else {
        known[knownCount++] = order[i];
      }
    }
    Examples seen = viewed(examples, known, knownCount, targets, WEAK);
    MetricSums sums = kernel.gradient(seen, rowsOf(seen, examples, known), 0, knownCount, gradient);
    scale(gradient, unlabelled.labelledFactor());
    boolean finite = sums.finite();
    if (unlabelled.looksIn(epoch) && openCount > 0) {
      finite &= addSure(examples, open, openCount, gradient, met);
    }
    MetricSums all = met.sums();
    return new MetricSums(all.rows(), all.mark(), all.plus(sums).sums(), finite, sums.scores());
  }

  /** Adds the gradient of the rows that the model is sure of; false when it is not finite. */
  private boolean addSure(
      Examples examples, int[] open, int count, float[] gradient, MetricAccumulator met) {
    Examples weak = viewed(examples, open, count, examples.targets(), WEAK);
    float[] outputs = new float[Math.multiplyExact(count, scores)];
    kernel.outputs(weak, rowsOf(weak, examples, open), 0, count, outputs);
    double least = unlabelled.confidenceIn(epoch, epochs);
    float[] targets = new float[examples.rows()];
    int[] sure = new int[count];
    int sureCount = 0;
    for (int i = 0; i < count; i++) {
      int found =
          scores == 1 ? (outputs[i] > 0 ? 1 : 0) : Softmax.largest(outputs, i * scores, scores);
      double confidence = confidence(outputs, i, found);
      if (confidence >= least) {
        met.pseudoLabelled(confidence);
        targets[open[i]] = found;
        sure[sureCount++] = open[i];
      }
    }
    Examples strong = viewed(examples, sure, sureCount, targets, STRONG);
    boolean finite =
        kernel.gradient(strong, rowsOf(strong, examples, sure), 0, sureCount, more).finite();
    float factor = unlabelled.unlabelledFactor();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += factor * more[i];
    }
    return finite;
  }

  /** Probability of the class that was found. */
  private double confidence(float[] outputs, int row, int found) {
    if (scores == 1) {
      return LogisticLoss.probability(Math.abs(outputs[row]));
    }
    int at = row * scores;
    return 1 / Softmax.sumOfExponentials(outputs, at, scores, outputs[at + found]);
  }

  /**
   * The rows as the model sees them: changed copies in the order of {@code rows}, or all rows as
   * they are.
   */
  private Examples viewed(Examples all, int[] rows, int count, float[] targets, int strength) {
    if (views == null) {
      return new Examples(all.inputRows(), targets, all.weights());
    }
    int inputs = all.inputs();
    float[] values = new float[Math.multiplyExact(count, inputs)];
    float[] own = new float[count];
    float[] weights = new float[all.weights().length == 0 ? 0 : count];
    long stream = CounterHash.key(key, strength);
    for (int i = 0; i < count; i++) {
      // By row, not by place: which rows the model is sure of must not change what others get.
      long drawn = CounterHash.key(stream, rows[i]);
      int at = rows[i] * inputs;
      if (strength == WEAK) {
        views.weak(drawn, all.features(), at, inputs, values, i * inputs);
      } else {
        views.strong(drawn, all.features(), at, inputs, values, i * inputs);
      }
      own[i] = targets[rows[i]];
      if (weights.length > 0) {
        weights[i] = all.weight(rows[i]);
      }
    }
    return new Examples(new InputRows.Dense(count, inputs, values), own, weights);
  }

  /** Where {@code rows} are in what {@link #viewed} made of {@code all}. */
  private static int[] rowsOf(Examples seen, Examples all, int[] rows) {
    return seen.inputRows() == all.inputRows() ? rows : IntStream.range(0, seen.rows()).toArray();
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  @Override
  public void outputs(Examples examples, int[] order, int from, int count, float[] target) {
    kernel.outputs(examples, order, from, count, target);
  }

  /** Of rows that all have a label. */
  @Override
  public MetricSums evaluate(Examples examples) {
    return kernel.evaluate(examples);
  }

  @Override
  public Neighbourhood around(Examples examples) {
    throw new UnsupportedOperationException("the labels that a model finds are no fixed function");
  }

  @Override
  public ColumnKernel columns(int partition) {
    throw new IllegalStateException("partition " + partition + " holds rows, not columns");
  }

  @Override
  public void close() {
    kernel.close();
  }
}
