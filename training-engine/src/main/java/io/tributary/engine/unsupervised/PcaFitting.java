package io.tributary.engine.unsupervised;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * Principal components; parameters as in {@link PrincipalAxes}. The first step sums the rows to
 * their mean. What follows depends on the solver: the covariance about the mean, upper triangle row
 * by row, once, which every replica decomposes; or the covariance times some directions, again and
 * again, without ever having it: orthogonal iteration with a few directions more than are wanted
 * (Halko, Martinsson and Tropp, "Finding Structure with Randomness", SIAM Review 53, 2011,
 * algorithm 4.4). Each of these steps sums the rows' differences from the mean too, so that the
 * mean's own rounding is made up for. The directions are in the slots.
 */
final class PcaFitting implements Fitting {
  /** The mean. */
  static final int START_STEPS = 1;

  /** Directions beside those that are wanted, as the paper advises. */
  private static final int MORE_DIRECTIONS = 10;

  private static final long STREAM = 0x706361L;

  private final BatchPlan batches;
  private final MetricLayout metrics;
  private final ModelDefinition.Solver solver;
  private final long seed;
  private final long rows;
  private final int inputs;
  private final int components;
  private final int directions;

  PcaFitting(TrainingPlan plan, ModelDefinition.Pca model) {
    this.batches = plan.batches();
    this.metrics = MetricLayout.of(plan);
    this.solver = model.solver();
    this.seed = CounterHash.key(plan.seed(), STREAM);
    this.rows = batches.partitionRows().stream().mapToLong(Integer::longValue).sum();
    this.inputs = plan.preprocessing().inputs();
    this.components = model.components();
    this.directions = Math.min(inputs, components + MORE_DIRECTIONS);
    if (components > inputs) {
      throw new IllegalArgumentException(
          "%d components of %d inputs".formatted(components, inputs));
    }
  }

  @Override
  public int parameters() {
    return PrincipalAxes.parameters(inputs, components);
  }

  @Override
  public int slots() {
    return switch (solver) {
      case COVARIANCE -> 0;
      case ITERATIONS -> Candidates.slots(inputs, directions, 0, parameters());
    };
  }

  /** The mean is not as large as what follows. */
  @Override
  public int grids() {
    return 2;
  }

  @Override
  public int mostValues() {
    return values(START_STEPS);
  }

  @Override
  public int values(long step) {
    if (batches.startsAt(step)) {
      return inputs;
    }
    return inputs
        + switch (solver) {
          case COVARIANCE -> Math.multiplyExact(inputs, inputs + 1) / 2;
          case ITERATIONS -> Math.multiplyExact(inputs, directions);
        };
  }

  @Override
  public boolean countsAt(long step) {
    return false;
  }

  @Override
  public MetricSums contribute(
      Batch batch, long step, float[] parameters, float[][] slots, Statistics target) {
    MetricAccumulator sums = metrics.accumulator();
    PrincipalAxes axes = new PrincipalAxes(parameters, inputs, components);
    double[] totals = new double[values(step)];
    double[] axisScores = new double[directions];
    double[] axis = batches.startsAt(step) || slots.length == 0 ? new double[0] : axes(slots);
    for (int row = 0; row < batch.examples().rows(); row++) {
      axes.project(batch.examples(), row);
      double[] difference = axes.difference();
      for (int i = 0; i < inputs; i++) {
        totals[i] += difference[i];
      }
      if (batches.startsAt(step)) {
        continue;
      }
      sums.met(row);
      sums.embedded(axes.residual(), axes.spread());
      switch (solver) {
        case COVARIANCE -> addSquares(difference, totals);
        case ITERATIONS -> addProducts(difference, axis, axisScores, totals);
      }
    }
    for (int i = 0; i < totals.length; i++) {
      target.values()[i] = (float) totals[i];
    }
    return sums.sums();
  }

  private void addSquares(double[] difference, double[] totals) {
    int at = inputs;
    for (int i = 0; i < inputs; i++) {
      double x = difference[i];
      for (int j = i; j < inputs; j++) {
        totals[at + j - i] += x * difference[j];
      }
      at += inputs - i;
    }
  }

  /**
   * @param axes the directions, shape [inputs, directions]
   */
  private void addProducts(
      double[] difference, double[] axes, double[] axisScores, double[] totals) {
    Arrays.fill(axisScores, 0);
    for (int i = 0; i < inputs; i++) {
      for (int a = 0; a < directions; a++) {
        axisScores[a] += difference[i] * axes[i * directions + a];
      }
    }
    for (int i = 0; i < inputs; i++) {
      int at = inputs + i * directions;
      for (int a = 0; a < directions; a++) {
        totals[at + a] += difference[i] * axisScores[a];
      }
    }
  }

  private double[] axes(float[][] slots) {
    Candidates kept = new Candidates(slots, inputs, directions);
    double[] axes = new double[inputs * directions];
    for (int a = 0; a < directions; a++) {
      for (int i = 0; i < inputs; i++) {
        axes[i * directions + a] = kept.value(a, i);
      }
    }
    return axes;
  }

  @Override
  public void fold(Update update, float[] parameters, float[][] slots) {
    double[] means = GridValues.of(update);
    for (int i = 0; i < means.length; i++) {
      means[i] /= rows;
    }
    if (batches.startsAt(update.step())) {
      moveMean(means, parameters);
      if (solver == ModelDefinition.Solver.ITERATIONS) {
        keep(Axes.random(inputs, directions, seed), slots);
      }
      return;
    }
    switch (solver) {
      case COVARIANCE -> decompose(means, parameters);
      case ITERATIONS -> multiply(means, parameters, slots);
    }
    moveMean(means, parameters);
  }

  private void moveMean(double[] means, float[] parameters) {
    int at = components * inputs;
    for (int i = 0; i < inputs; i++) {
      parameters[at + i] = (float) (parameters[at + i] + means[i]);
    }
  }

  /** The first {@code inputs} of {@code means} are how far the mean is off, {@code shift}. */
  private void decompose(double[] means, float[] parameters) {
    double[][] covariance = new double[inputs][inputs];
    int at = inputs;
    for (int i = 0; i < inputs; i++) {
      for (int j = i; j < inputs; j++) {
        covariance[i][j] = means[at++] - means[i] * means[j];
        covariance[j][i] = covariance[i][j];
      }
    }
    SymmetricEigen.Decomposition found = SymmetricEigen.of(covariance);
    for (int c = 0; c < components; c++) {
      put(found.vectors()[c], found.values()[c], c, parameters);
    }
  }

  private void multiply(double[] means, float[] parameters, float[][] slots) {
    double[][] axes = new double[directions][inputs];
    double[][] products = new double[directions][inputs];
    Candidates kept = new Candidates(slots, inputs, directions);
    for (int a = 0; a < directions; a++) {
      double along = 0;
      for (int i = 0; i < inputs; i++) {
        axes[a][i] = kept.value(a, i);
        along += means[i] * axes[a][i];
      }
      for (int i = 0; i < inputs; i++) {
        products[a][i] = means[inputs + i * directions + a] - means[i] * along;
      }
    }
    Axes.turn(axes, products);
    double[] lengths = Axes.orthonormalise(products);
    keep(products, slots);
    for (int c = 0; c < components; c++) {
      put(products[c], lengths[c], c, parameters);
    }
  }

  private void keep(double[][] axes, float[][] slots) {
    Candidates kept = new Candidates(slots, inputs, directions);
    for (int a = 0; a < directions; a++) {
      for (int i = 0; i < inputs; i++) {
        kept.value(a, i, (float) axes[a][i]);
      }
    }
  }

  /** With the sign that makes its largest number positive. */
  private void put(double[] axis, double variance, int component, float[] parameters) {
    int largest = 0;
    for (int i = 1; i < inputs; i++) {
      largest = Math.abs(axis[i]) > Math.abs(axis[largest]) ? i : largest;
    }
    double sign = axis[largest] < 0 ? -1 : 1;
    for (int i = 0; i < inputs; i++) {
      parameters[i * components + component] = (float) (sign * axis[i]);
    }
    parameters[components * inputs + inputs + component] = (float) Math.max(0, variance);
  }

  @Override
  public MetricSums evaluate(Examples examples, float[] parameters) {
    MetricAccumulator sums = metrics.accumulator();
    PrincipalAxes axes = new PrincipalAxes(parameters, inputs, components);
    for (int row = 0; row < examples.rows(); row++) {
      axes.project(examples, row);
      sums.met(row);
      sums.embedded(axes.residual(), axes.spread());
    }
    return sums.sums();
  }
}
