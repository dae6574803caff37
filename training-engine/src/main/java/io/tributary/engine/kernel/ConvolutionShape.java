package io.tributary.engine.kernel;

import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolutional network in the parameter vector.
 *
 * @param convolutions input side first; at least one
 * @param dense the fully connected layers above them; at least one
 */
public record ConvolutionShape(List<ConvolutionLayer> convolutions, List<DenseLayer> dense) {

  /** Of {@code plan}, whose rows are images of the size that {@code model} says. */
  public static ConvolutionShape of(TrainingPlan plan, ModelDefinition.Cnn model) {
    ModelDefinition.Image image = model.image();
    int inputs = plan.preprocessing().inputs();
    if (image.values() != inputs) {
      throw new IllegalArgumentException("rows of %d inputs for %s".formatted(inputs, image));
    }
    List<ConvolutionLayer> convolutions = new ArrayList<>();
    int at = 0;
    int rows = image.rows();
    int columns = image.columns();
    int channels = image.channels();
    for (int filters : model.filters()) {
      ConvolutionLayer next =
          ConvolutionLayer.at(at, rows, columns, channels, model.kernel(), filters, model.bias());
      convolutions.add(next);
      at = next.layer().end();
      rows = next.pooledRows();
      columns = next.pooledColumns();
      channels = filters;
    }
    List<DenseLayer> dense = new ArrayList<>();
    int width = convolutions.getLast().outputs();
    for (int units : model.hidden()) {
      dense.add(DenseLayer.at(at, width, units, model.bias()));
      at = dense.getLast().end();
      width = units;
    }
    dense.add(DenseLayer.at(at, width, plan.scores(), model.bias()));
    return new ConvolutionShape(List.copyOf(convolutions), List.copyOf(dense));
  }

  /** All layers that have parameters, in their order. */
  List<DenseLayer> layers() {
    List<DenseLayer> layers = new ArrayList<>();
    convolutions.forEach(convolution -> layers.add(convolution.layer()));
    layers.addAll(dense);
    return List.copyOf(layers);
  }
}
