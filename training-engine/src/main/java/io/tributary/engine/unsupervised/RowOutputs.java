package io.tributary.engine.unsupervised;

import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;

/**
 * What a model that was learnt without labels says of rows: the same code that trains and
 * evaluates. Thread-safe.
 */
public final class RowOutputs {
  private final TrainingPlan plan;
  private final float[] parameters;
  private final int inputs;

  /**
   * @param plan whose model learns without gradients
   * @param parameters not copied, so leave them be
   */
  public RowOutputs(TrainingPlan plan, float[] parameters) {
    this.plan = plan;
    this.parameters = parameters;
    this.inputs = plan.preprocessing().inputs();
    if (parameters.length != Fitting.of(plan).parameters()) {
      throw new IllegalArgumentException(
          "%d parameters for a model of %d"
              .formatted(parameters.length, Fitting.of(plan).parameters()));
    }
  }

  /**
   * Distances to the centres, shares of the components, or lengths along the components.
   *
   * @param features shape [rows, inputs], row-major
   * @return shape [rows, outputs], row-major; owned by the caller
   */
  public double[] of(float[] features) {
    Examples rows = new Examples(features.length / inputs, inputs, features, new float[0]);
    return switch (Fitting.model(plan)) {
      case ModelDefinition.KMeans model -> distances(rows, model.clusters());
      case ModelDefinition.GaussianMixture model -> shares(rows, model);
      case ModelDefinition.Pca model -> scores(rows, model.components());
    };
  }

  private double[] distances(Examples rows, int clusters) {
    Centres centres = Centres.ofParameters(parameters, inputs, clusters);
    double[] distances = new double[Math.multiplyExact(rows.rows(), clusters)];
    for (int row = 0; row < rows.rows(); row++) {
      centres.compare(rows, row);
      for (int c = 0; c < clusters; c++) {
        distances[row * clusters + c] = Math.sqrt(centres.square(c));
      }
    }
    return distances;
  }

  private double[] shares(Examples rows, ModelDefinition.GaussianMixture model) {
    int components = model.components();
    MixtureDensity density =
        new MixtureDensity(
            new MixtureShape(inputs, components, model.covariance()), parameters, model.floor());
    double[] shares = new double[Math.multiplyExact(rows.rows(), components)];
    for (int row = 0; row < rows.rows(); row++) {
      density.logDensity(rows.features(), row * inputs);
      System.arraycopy(density.shares(), 0, shares, row * components, components);
    }
    return shares;
  }

  private double[] scores(Examples rows, int components) {
    PrincipalAxes axes = new PrincipalAxes(parameters, inputs, components);
    double[] scores = new double[Math.multiplyExact(rows.rows(), components)];
    for (int row = 0; row < rows.rows(); row++) {
      axes.project(rows, row);
      System.arraycopy(axes.scores(), 0, scores, row * components, components);
    }
    return scores;
  }
}
