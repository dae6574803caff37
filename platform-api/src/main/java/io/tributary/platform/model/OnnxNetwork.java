package io.tributary.platform.model;

import io.tributary.engine.kernel.ConvolutionLayer;
import io.tributary.engine.kernel.ConvolutionShape;
import io.tributary.engine.kernel.DenseLayer;
import io.tributary.engine.kernel.NetworkShape;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** A model's scores as a part of an ONNX graph. */
final class OnnxNetwork {
  private final OnnxGraph graph;
  private final byte[] parameters;

  /**
   * @param parameters float32, little-endian; not copied
   */
  OnnxNetwork(OnnxGraph graph, byte[] parameters) {
    this.graph = graph;
    this.parameters = parameters;
  }

  /** Name of the scores, float32, shape [rows, outputs]. */
  String scores(TrainingPlan plan, String features) {
    return switch (plan.model()) {
      case ModelDefinition.Linear linear -> layers(NetworkShape.of(plan), features);
      case ModelDefinition.Mlp mlp -> layers(NetworkShape.of(plan), features);
      case ModelDefinition.Autoencoder coder -> code(NetworkShape.of(plan), coder, features);
      case ModelDefinition.Cnn cnn -> images(ConvolutionShape.of(plan, cnn), cnn, features);
      case ModelDefinition.FactorizationMachine machine ->
          factorized(NetworkShape.of(plan), machine.factors(), features);
      case ModelDefinition.Unsupervised unlabelled ->
          throw new IllegalArgumentException("%s is no network".formatted(unlabelled));
    };
  }

  /** A pair of inputs counts by the product of their factors: half of (sum squared - squares). */
  private String factorized(NetworkShape shape, int count, String features) {
    DenseLayer linear = shape.layers().getFirst();
    DenseLayer pairs = shape.layers().getLast();
    int scores = linear.outputs();
    String factors = floats(pairs.weightsAt(), pairs.biasesAt(), pairs.inputs(), pairs.outputs());
    String sums = graph.node("MatMul", List.of(features, factors));
    String both =
        graph.node(
            "Sub",
            List.of(
                byScore(square(sums), -1, scores, count),
                graph.node(
                    "MatMul",
                    List.of(
                        square(features),
                        byScore(square(factors), pairs.inputs(), scores, count)))));
    String half = graph.node("Mul", List.of(both, graph.number(0.5f)));
    return graph.node("Add", List.of(applied(linear, features), half));
  }

  private String square(String values) {
    return graph.node("Mul", List.of(values, values));
  }

  /** Adds each score's {@code count} neighbours up: shape [rows, scores]. */
  private String byScore(String values, int rows, int scores, int count) {
    String apart = graph.node("Reshape", List.of(values, graph.integers(rows, scores, count)));
    return graph.node(
        "ReduceSum", List.of(apart, graph.integers(2)), OnnxGraph.attribute("keepdims", 0));
  }

  /** ONNX has channels before rows and columns, the platform behind them. */
  private String images(ConvolutionShape shape, ModelDefinition.Cnn model, String features) {
    ModelDefinition.Image image = model.image();
    String apart =
        graph.node(
            "Reshape",
            List.of(features, graph.integers(-1, image.rows(), image.columns(), image.channels())));
    String values = transposed(apart, 0, 3, 1, 2);
    for (ConvolutionLayer convolution : shape.convolutions()) {
      DenseLayer layer = convolution.layer();
      int kernel = convolution.kernel();
      String weights =
          floats(
              layer.weightsAt(),
              layer.biasesAt(),
              kernel,
              kernel,
              convolution.channels(),
              layer.outputs());
      List<String> inputs = new ArrayList<>(List.of(values, transposed(weights, 3, 2, 0, 1)));
      if (layer.hasBiases()) {
        inputs.add(floats(layer.biasesAt(), layer.end(), layer.outputs()));
      }
      long[] pool = {ConvolutionLayer.POOL, ConvolutionLayer.POOL};
      String scores = graph.node("Conv", inputs);
      String pooled =
          graph.node(
              "MaxPool",
              List.of(scores),
              OnnxGraph.attribute("kernel_shape", pool),
              OnnxGraph.attribute("strides", pool));
      values = graph.node(operator(model.activation()), List.of(pooled));
    }
    String flat = graph.node("Flatten", List.of(transposed(values, 0, 2, 3, 1)));
    return layers(shape.dense(), model.activation(), flat);
  }

  private String transposed(String values, long... order) {
    return graph.node("Transpose", List.of(values), OnnxGraph.attribute("perm", order));
  }

  /** The numbers that rows become; the way back is not taken along. */
  private String code(NetworkShape shape, ModelDefinition.Autoencoder model, String features) {
    List<DenseLayer> there = shape.layers().subList(0, model.hidden().size() + 1);
    return layers(there, model.activation(), features);
  }

  private String layers(NetworkShape shape, String features) {
    return layers(shape.layers(), shape.activation(), features);
  }

  private String layers(List<DenseLayer> layers, Activation activation, String features) {
    String values = features;
    for (DenseLayer layer : layers) {
      if (layer != layers.getFirst()) {
        values = graph.node(operator(activation), List.of(values));
      }
      values = applied(layer, values);
    }
    return values;
  }

  /** Column-major [outputs, inputs] is row-major [inputs, outputs]: the bytes stay as they are. */
  private String applied(DenseLayer layer, String below) {
    String weights = floats(layer.weightsAt(), layer.biasesAt(), layer.inputs(), layer.outputs());
    return layer.hasBiases()
        ? graph.node(
            "Gemm", List.of(below, weights, floats(layer.biasesAt(), layer.end(), layer.outputs())))
        : graph.node("MatMul", List.of(below, weights));
  }

  private String floats(int from, int to, long... shape) {
    return graph.floats(
        parameters,
        Math.multiplyExact(from, Float.BYTES),
        Math.multiplyExact(to - from, Float.BYTES),
        shape);
  }

  private static String operator(Activation activation) {
    return switch (activation) {
      case RELU -> "Relu";
      case TANH -> "Tanh";
      case SIGMOID -> "Sigmoid";
      case IDENTITY -> "Identity";
    };
  }
}
