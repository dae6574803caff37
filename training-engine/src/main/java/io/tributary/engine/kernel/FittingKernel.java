package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.unsupervised.Fitting;

/**
 * Evaluates a model that is learnt without gradients. In plain Java: neither ND4J nor a GPU is
 * asked.
 */
final class FittingKernel implements GradientKernel {
  private final Fitting fitting;
  private float[] parameters;

  FittingKernel(Fitting fitting) {
    this.fitting = fitting;
    this.parameters = new float[fitting.parameters()];
  }

  @Override
  public int parameterCount() {
    return parameters.length;
  }

  @Override
  public void load(float[] values) {
    parameters = values.clone();
  }

  @Override
  public MetricSums evaluate(Examples examples) {
    return fitting.evaluate(examples, parameters);
  }

  @Override
  public MetricSums gradient(
      Examples examples, int[] order, int from, int count, float[] gradient) {
    throw noGradient();
  }

  @Override
  public void outputs(Examples examples, int[] order, int from, int count, float[] target) {
    throw new UnsupportedOperationException("a model that is learnt without labels");
  }

  @Override
  public Neighbourhood around(Examples examples) {
    throw noGradient();
  }

  @Override
  public ColumnKernel columns(int partition) {
    throw new IllegalStateException("partition %d holds rows, not columns".formatted(partition));
  }

  private static UnsupportedOperationException noGradient() {
    return new UnsupportedOperationException("a model that is learnt without gradients");
  }

  @Override
  public void close() {}
}
