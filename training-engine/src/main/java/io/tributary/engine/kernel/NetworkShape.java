package io.tributary.engine.kernel;

import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan's model as layers in the parameter vector. The first ones of a convolutional network read
 * patches, not rows: {@link ConvolutionShape} knows which.
 *
 * @param layers input side first; at least one
 * @param activation after every layer but the last, and but {@code linear}
 * @param linear a layer without one, from 0; -1 where there is none
 */
public record NetworkShape(List<DenseLayer> layers, Activation activation, int linear) {

  NetworkShape(List<DenseLayer> layers, Activation activation) {
    this(layers, activation, -1);
  }

  public static NetworkShape of(TrainingPlan plan) {
    int inputs = plan.preprocessing().inputs();
    int outputs = plan.scores();
    return switch (plan.model()) {
      // A linear model has no hidden layer, so its activation is never used.
      case ModelDefinition.Linear linear ->
          of(inputs, List.of(), outputs, linear.bias(), Activation.RELU);
      // Linear weights and factors lie one behind the other: two layers of the parameter vector.
      case ModelDefinition.FactorizationMachine machine -> {
        FactorShape parts = FactorShape.of(inputs, outputs, machine);
        yield new NetworkShape(List.of(parts.linear(), parts.factors()), Activation.RELU);
      }
      case ModelDefinition.Mlp mlp ->
          of(inputs, mlp.hidden(), outputs, mlp.bias(), mlp.activation());
      case ModelDefinition.Autoencoder coder ->
          new NetworkShape(
              of(inputs, coder.units(), inputs, coder.bias(), coder.activation()).layers(),
              coder.activation(),
              coder.hidden().size());
      case ModelDefinition.Cnn cnn ->
          new NetworkShape(ConvolutionShape.of(plan, cnn).layers(), cnn.activation());
      case ModelDefinition.Unsupervised model ->
          throw new IllegalArgumentException("%s is no network".formatted(model));
    };
  }

  private static NetworkShape of(
      int inputs, List<Integer> hidden, int outputs, boolean bias, Activation activation) {
    List<DenseLayer> layers = new ArrayList<>();
    int at = 0;
    int width = inputs;
    for (int units : hidden) {
      layers.add(DenseLayer.at(at, width, units, bias));
      at = layers.getLast().end();
      width = units;
    }
    layers.add(DenseLayer.at(at, width, outputs, bias));
    return new NetworkShape(List.copyOf(layers), activation);
  }

  /** After {@code layer}, from 0, which is not the last. */
  Activation activationAfter(int layer) {
    return layer == linear ? Activation.IDENTITY : activation;
  }

  int parameterCount() {
    return layers.getLast().end();
  }

  int inputs() {
    return layers.getFirst().inputs();
  }

  int outputs() {
    return layers.getLast().outputs();
  }

  void requireParameters(float[] parameters) {
    if (parameters.length != parameterCount()) {
      throw new IllegalArgumentException(
          "%d parameters for a model of %d".formatted(parameters.length, parameterCount()));
    }
  }
}
