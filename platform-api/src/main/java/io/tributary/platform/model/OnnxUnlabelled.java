package io.tributary.platform.model;

import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.ModelDefinition.Covariance;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.model.OnnxGraph.Type;
import java.util.List;

/**
 * Models that learn without labels and gradients as the end of an ONNX graph. In float64, as {@code
 * RowOutputs}: what cancels in a distance leaves more than float32 has.
 */
final class OnnxUnlabelled {
  private final OnnxGraph graph;
  private final byte[] parameters;
  private final int inputs;
  private final String rows;

  /**
   * @param parameters float32, little-endian; not changed
   * @param features name of the features, float32, shape [rows, inputs]
   */
  OnnxUnlabelled(OnnxGraph graph, TrainingPlan plan, byte[] parameters, String features) {
    this.graph = graph;
    this.parameters = parameters;
    this.inputs = plan.preprocessing().inputs();
    this.rows = graph.cast(features, Type.DOUBLE);
  }

  /**
   * Gives out {@code cluster} with {@code distances} or {@code probabilities}, or {@code scores}.
   */
  void add(ModelDefinition.Unsupervised model) {
    switch (model) {
      case ModelDefinition.KMeans clusters -> addClusters(clusters.clusters());
      case ModelDefinition.Pca axes -> addScores(axes.components());
      case ModelDefinition.GaussianMixture mixture -> addShares(mixture);
    }
  }

  private void addClusters(int count) {
    String squares = square(differences(count));
    String distances = graph.node("Sqrt", List.of(sumOverInputs(squares)));
    addBest("ArgMin", distances);
    graph.output("distances", distances, Type.DOUBLE, count);
  }

  private void addScores(int components) {
    int weights = components * inputs;
    String centred = graph.node("Sub", List.of(rows, numbers(weights, inputs, inputs)));
    String axes = numbers(0, weights, inputs, components);
    graph.output("scores", graph.node("MatMul", List.of(centred, axes)), Type.DOUBLE, components);
  }

  /** Log densities up to what all components have in common. */
  private void addShares(ModelDefinition.GaussianMixture mixture) {
    if (mixture.covariance() == Covariance.FULL) {
      throw OnnxRefusal.because(
          "full covariances have to be decomposed, and ONNX has no operator that does; those of covariance: diagonal can be written");
    }
    int count = mixture.components();
    int means = count * inputs;
    String variances = numbers(means, means, inputs, count);
    String distances =
        sumOverInputs(graph.node("Div", List.of(square(differences(count)), variances)));
    String determinant =
        graph.node(
            "ReduceSum",
            List.of(graph.node("Log", List.of(variances)), graph.integers(0)),
            OnnxGraph.attribute("keepdims", 0));
    String half =
        graph.node(
            "Mul", List.of(graph.node("Add", List.of(distances, determinant)), graph.number(0.5)));
    String weights = graph.node("Log", List.of(numbers(2 * means, count, count)));
    String densities = graph.node("Sub", List.of(weights, half));
    addBest("ArgMax", densities);
    String shares = graph.node("Softmax", List.of(densities), OnnxGraph.attribute("axis", 1));
    graph.output("probabilities", shares, Type.DOUBLE, count);
  }

  private void addBest(String operator, String values) {
    graph.output(
        "cluster",
        graph.node(operator, List.of(values), OnnxGraph.attribute("axis", 1)),
        Type.INT64,
        1);
  }

  /** Of each row from each of the first {@code count} points: shape [rows, inputs, points]. */
  private String differences(int count) {
    String apart = graph.node("Reshape", List.of(rows, graph.integers(-1, inputs, 1)));
    return graph.node("Sub", List.of(apart, numbers(0, count * inputs, inputs, count)));
  }

  private String square(String values) {
    return graph.node("Mul", List.of(values, values));
  }

  private String sumOverInputs(String values) {
    return graph.node(
        "ReduceSum", List.of(values, graph.integers(1)), OnnxGraph.attribute("keepdims", 0));
  }

  private String numbers(int from, int length, long... shape) {
    String floats =
        graph.floats(
            parameters,
            Math.multiplyExact(from, Float.BYTES),
            Math.multiplyExact(length, Float.BYTES),
            shape);
    return graph.cast(floats, Type.DOUBLE);
  }
}
