package io.tributary.engine.unsupervised;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;

/**
 * How one model is fitted: in each step every partition adds up statistics of its rows, and the sum
 * over all partitions says what the parameters become. The same triple as with gradients, only that
 * the model itself is the rule. Not thread-safe.
 */
public sealed interface Fitting permits KMeansFitting, PcaFitting, MixtureFitting {

  /**
   * A partition's rows in a step.
   *
   * @param partition its number
   * @param examples all of its rows
   * @param order in which the step's epoch uses them
   * @param from first position in {@code order} of the step's batch; before the first epoch every
   *     row is looked at, whatever this says
   * @param count rows of the batch
   */
  record Batch(int partition, Examples examples, int[] order, int from, int count) {}

  /**
   * Where a partition's statistics go, all zero at first. Values that the step counts go to {@code
   * counts} and are added as they are; all others go to {@code values} and onto the step's grid.
   */
  record Statistics(float[] values, int[] counts) {}

  /** Length of the parameter vector. */
  int parameters();

  /** Vectors of that length that are carried from step to step. */
  int slots();

  /** Grids that follow each other in turn, because the steps' values differ in size. */
  int grids();

  /** The most values that a step carries. */
  int mostValues();

  /** Values that {@code step} carries, at least 1. */
  int values(long step);

  /** Whether the values of {@code step} are whole numbers, or bits that one partition has. */
  boolean countsAt(long step);

  /**
   * What a partition adds to {@code step}. Depends on the arguments only.
   *
   * @param parameters read-only, as are {@code slots}
   * @return sums over the rows of the batch; no rows before the first epoch
   */
  MetricSums contribute(
      Batch batch, long step, float[] parameters, float[][] slots, Statistics target);

  /**
   * What a committed step makes of the parameters.
   *
   * @param parameters changed in place, as are {@code slots}
   */
  void fold(Update update, float[] parameters, float[][] slots);

  /** Sums over all rows of {@code examples}. */
  MetricSums evaluate(Examples examples, float[] parameters);

  /** Throws {@code IllegalArgumentException} where the plan's model learns by gradients. */
  static Fitting of(TrainingPlan plan) {
    return switch (model(plan)) {
      case ModelDefinition.KMeans model -> new KMeansFitting(plan, model);
      case ModelDefinition.Pca model -> new PcaFitting(plan, model);
      case ModelDefinition.GaussianMixture model -> new MixtureFitting(plan, model);
    };
  }

  /** Steps before the first epoch in which {@code model} finds out where it begins. */
  static int startSteps(ModelDefinition.Unsupervised model) {
    return switch (model) {
      case ModelDefinition.KMeans kMeans -> Seeding.STEPS;
      case ModelDefinition.Pca pca -> PcaFitting.START_STEPS;
      case ModelDefinition.GaussianMixture mixture -> MixtureFitting.START_STEPS;
    };
  }

  /** Throws {@code IllegalArgumentException} where the plan's model learns by gradients. */
  static ModelDefinition.Unsupervised model(TrainingPlan plan) {
    if (plan.model() instanceof ModelDefinition.Unsupervised model) {
      return model;
    }
    throw new IllegalArgumentException("%s learns by gradients".formatted(plan.model()));
  }
}
