package io.tributary.engine.unsupervised;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;

/**
 * k-means. Parameters are the centres as weights [clusters, inputs], column-major. A step sums how
 * far the rows of each cluster are from its centre, which is zero where Lloyd's iteration ends, so
 * the grid gets finer the nearer it comes; how many rows there are is counted exactly, with the
 * metrics. Where a step uses some of the rows only, a centre's rate is one by all rows it ever had
 * (Sculley, "Web-Scale K-Means Clustering", WWW 2010); they are counted in slot 0. A centre without
 * rows stays.
 */
final class KMeansFitting implements Fitting {
  private final BatchPlan batches;
  private final MetricLayout metrics;
  private final Seeding seeding;
  private final int inputs;
  private final int clusters;
  private final boolean allRows;

  KMeansFitting(TrainingPlan plan, ModelDefinition.KMeans model) {
    this.batches = plan.batches();
    this.metrics = MetricLayout.of(plan);
    this.seeding = new Seeding(plan, model.clusters());
    this.inputs = plan.preprocessing().inputs();
    this.clusters = model.clusters();
    this.allRows = batches.stepsPerEpoch() == 1;
  }

  @Override
  public int parameters() {
    return Math.multiplyExact(clusters, inputs);
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
    return Math.max(seeding.mostValues(), parameters());
  }

  @Override
  public int values(long step) {
    return countsAt(step) ? seeding.values(step) : parameters();
  }

  @Override
  public boolean countsAt(long step) {
    return batches.startsAt(step);
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
    Centres centres = Centres.ofParameters(parameters, inputs, clusters);
    double[] differences = new double[parameters.length];
    for (int i = batch.from(); i < batch.from() + batch.count(); i++) {
      add(batch.examples(), batch.order()[i], centres, parameters, differences, sums);
    }
    for (int i = 0; i < differences.length; i++) {
      target.values()[i] = (float) differences[i];
    }
    return sums.sums();
  }

  /** Adds one row to its cluster, as its difference from the centre. */
  private void add(
      Examples rows,
      int row,
      Centres centres,
      float[] parameters,
      double[] differences,
      MetricAccumulator sums) {
    meet(rows, row, centres, sums);
    int at = row * inputs;
    int place = centres.nearest();
    for (int i = 0; i < inputs; i++, place += clusters) {
      differences[place] += (double) rows.features()[at + i] - parameters[place];
    }
  }

  private static void meet(Examples rows, int row, Centres centres, MetricAccumulator sums) {
    centres.compare(rows, row);
    sums.met(row);
    sums.clustered(centres.nearestSquare(), centres.silhouette());
    sums.belongs(centres.nearest(), 1);
  }

  @Override
  public void fold(Update update, float[] parameters, float[][] slots) {
    if (countsAt(update.step())) {
      seeding.fold(update, parameters, slots);
      return;
    }
    double[] differences = GridValues.of(update);
    double[] sizes = metrics.sizes(update.summary().train());
    for (int c = 0; c < clusters; c++) {
      if (sizes[c] == 0) {
        continue;
      }
      double divisor = sizes[c];
      if (!allRows) {
        slots[0][c] += (float) sizes[c];
        divisor = slots[0][c];
      }
      for (int place = c; place < parameters.length; place += clusters) {
        parameters[place] = (float) (parameters[place] + differences[place] / divisor);
      }
    }
  }

  @Override
  public MetricSums evaluate(Examples examples, float[] parameters) {
    MetricAccumulator sums = metrics.accumulator();
    Centres centres = Centres.ofParameters(parameters, inputs, clusters);
    for (int row = 0; row < examples.rows(); row++) {
      meet(examples, row, centres, sums);
    }
    return sums.sums();
  }
}
