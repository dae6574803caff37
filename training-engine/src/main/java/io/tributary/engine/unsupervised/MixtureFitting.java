package io.tributary.engine.unsupervised;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Covariance;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;

/**
 * A mixture of normal distributions by expectation and maximisation; parameters as in {@link
 * MixtureShape}. It begins with k-means: its centres, and the covariances of its clusters. A step
 * sums, over rows weighted by their shares, how far they are from the mean and how much the squares
 * of that differ from the covariance: both zero where EM ends, so the grid gets finer the nearer it
 * comes. The shares themselves add up with the metrics. Variances are held at the floor or above
 * it, which is the best that the likelihood can do under that condition, so it never falls; full
 * covariances get the floor added to their diagonal.
 */
final class MixtureFitting implements Fitting {
  private static final int LLOYD_STEPS = 10;

  /** A component that has less of all rows stays as it is: its statistics are rounding. */
  private static final double LEAST_SIZE = 0x1p-10;

  /** k-means, then covariances. */
  static final int START_STEPS = Seeding.STEPS + LLOYD_STEPS + 1;

  private final BatchPlan batches;
  private final MetricLayout metrics;
  private final MixtureShape shape;
  private final Seeding seeding;
  private final double floor;

  MixtureFitting(TrainingPlan plan, ModelDefinition.GaussianMixture model) {
    this.batches = plan.batches();
    this.metrics = MetricLayout.of(plan);
    this.shape =
        new MixtureShape(plan.preprocessing().inputs(), model.components(), model.covariance());
    this.seeding = new Seeding(plan, model.components());
    this.floor = model.floor();
  }

  @Override
  public int parameters() {
    return shape.parameters();
  }

  @Override
  public int slots() {
    return seeding.slots(parameters());
  }

  @Override
  public int grids() {
    return 1;
  }

  @Override
  public int mostValues() {
    return Math.max(seeding.mostValues(), shape.values());
  }

  @Override
  public int values(long step) {
    if (countsAt(step)) {
      return seeding.values(step);
    }
    return isLloyd(step) ? shape.components() * shape.inputs() : shape.values();
  }

  @Override
  public boolean countsAt(long step) {
    return batches.startsAt(step) && step < Seeding.STEPS;
  }

  private boolean isLloyd(long step) {
    return batches.startsAt(step) && step < Seeding.STEPS + LLOYD_STEPS;
  }

  @Override
  public MetricSums contribute(
      Batch batch, long step, float[] parameters, float[][] slots, Statistics target) {
    MetricAccumulator sums = metrics.accumulator();
    if (countsAt(step)) {
      if (!seeding.contribute(batch, step, slots, target.counts())) {
        sums.belongs(0, Double.NaN);
      }
      return sums.sums();
    }
    double[] totals = new double[values(step)];
    if (batches.startsAt(step)) {
      addToNearest(batch.examples(), step, parameters, totals, sums);
    } else {
      addShares(batch.examples(), parameters, totals, sums);
    }
    for (int i = 0; i < totals.length; i++) {
      target.values()[i] = (float) totals[i];
    }
    return sums.sums();
  }

  private void addToNearest(
      Examples rows, long step, float[] parameters, double[] totals, MetricAccumulator sums) {
    Centres centres = Centres.ofParameters(parameters, shape.inputs(), shape.components());
    for (int row = 0; row < rows.rows(); row++) {
      centres.compare(rows, row);
      int component = centres.nearest();
      sums.belongs(component, 1);
      add(rows, row, component, 1, parameters, totals, !isLloyd(step));
    }
  }

  private void addShares(
      Examples rows, float[] parameters, double[] totals, MetricAccumulator sums) {
    MixtureDensity density = new MixtureDensity(shape, parameters, floor);
    for (int row = 0; row < rows.rows(); row++) {
      meet(rows, row, density, sums);
      for (int c = 0; c < shape.components(); c++) {
        double share = density.shares()[c];
        if (share > 0) {
          add(rows, row, c, share, parameters, totals, true);
        }
      }
    }
  }

  private void meet(Examples rows, int row, MixtureDensity density, MetricAccumulator sums) {
    sums.met(row);
    sums.clustered(-density.logDensity(rows.features(), row * shape.inputs()), 0);
    for (int c = 0; c < shape.components(); c++) {
      sums.belongs(c, density.shares()[c]);
    }
  }

  private void add(
      Examples rows,
      int row,
      int component,
      double share,
      float[] parameters,
      double[] totals,
      boolean squares) {
    int at = row * shape.inputs();
    for (int i = 0; i < shape.inputs(); i++) {
      double off = difference(rows, at, i, component, parameters);
      totals[shape.mean(component, i)] += share * off;
      int last = shape.covariance() == Covariance.DIAGONAL ? i : shape.inputs() - 1;
      for (int j = i; squares && j <= last; j++) {
        double product = off * difference(rows, at, j, component, parameters);
        int place = shape.square(component, i, j);
        totals[place] += share * (product - parameters[place]);
      }
    }
  }

  private double difference(Examples rows, int at, int input, int component, float[] parameters) {
    return (double) rows.features()[at + input] - parameters[shape.mean(component, input)];
  }

  @Override
  public void fold(Update update, float[] parameters, float[][] slots) {
    if (countsAt(update.step())) {
      seeding.fold(update, parameters, slots);
      return;
    }
    double[] totals = GridValues.of(update);
    double[] sizes = metrics.sizes(update.summary().train());
    double all = 0;
    for (double size : sizes) {
      all += size;
    }
    for (int c = 0; c < shape.components(); c++) {
      double[] shift = new double[shape.inputs()];
      for (int i = 0; i < shift.length; i++) {
        shift[i] = sizes[c] > LEAST_SIZE ? totals[shape.mean(c, i)] / sizes[c] : 0;
      }
      if (!isLloyd(update.step())) {
        spread(c, sizes[c], shift, totals, parameters);
        parameters[shape.weight(c)] = (float) (sizes[c] / all);
      }
      for (int i = 0; i < shift.length; i++) {
        int place = shape.mean(c, i);
        parameters[place] = (float) (parameters[place] + shift[i]);
      }
    }
  }

  /** The component's covariance about its mean after it moved by {@code shift}. */
  private void spread(
      int component, double size, double[] shift, double[] totals, float[] parameters) {
    for (int i = 0; i < shape.inputs(); i++) {
      int last = shape.covariance() == Covariance.DIAGONAL ? i : shape.inputs() - 1;
      for (int j = i; j <= last; j++) {
        int place = shape.square(component, i, j);
        double square = parameters[place];
        if (size > LEAST_SIZE) {
          square += totals[place] / size - shift[i] * shift[j];
          square += i == j && shape.covariance() == Covariance.FULL ? floor : 0;
        }
        square = i == j ? Math.max(square, floor) : square;
        parameters[place] = (float) square;
      }
    }
  }

  @Override
  public MetricSums evaluate(Examples examples, float[] parameters) {
    MetricAccumulator sums = metrics.accumulator();
    MixtureDensity density = new MixtureDensity(shape, parameters, floor);
    for (int row = 0; row < examples.rows(); row++) {
      meet(examples, row, density, sums);
    }
    return sums.sums();
  }
}
