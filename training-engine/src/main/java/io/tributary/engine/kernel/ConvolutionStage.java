package io.tributary.engine.kernel;

import io.tributary.engine.plan.Activation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A convolution at work on a block of images: patches become the columns of a matrix, and the
 * layer's products are those of a fully connected one. The activation comes after the pooling: it
 * never falls, so the largest score has the largest activation, at a quarter of the work. Not
 * thread-safe.
 */
final class ConvolutionStage implements AutoCloseable {
  private final ConvolutionLayer convolution;
  private final Floats patches;
  private final MatrixStage products;
  private final float[] patchValues;
  private final float[] pooled;
  private final float[] gradients;
  private final int[] places;

  /**
   * @param blockRows most images at once
   * @param parameters of the whole model; {@code modelGradients} likewise; owned by the caller
   */
  ConvolutionStage(
      ConvolutionLayer convolution,
      int blockRows,
      MatrixMemory memory,
      Floats parameters,
      Floats modelGradients) {
    this.convolution = convolution;
    int values = Math.multiplyExact(convolution.patchValues(), blockRows);
    patches = memory.allocate(values);
    patchValues = new float[values];
    DenseLayer layer = convolution.layer();
    products =
        new MatrixStage(
            layer,
            blockRows * convolution.positions(),
            memory,
            parameters.from(layer.weightsAt()),
            modelGradients.from(layer.weightsAt()),
            patches);
    pooled = new float[convolution.outputs() * blockRows];
    gradients = new float[pooled.length];
    places = new int[pooled.length];
  }

  void load(float[] parameters) {
    products.load(parameters);
  }

  /** Activated scores, shape [count, outputs]; the stage's own. */
  float[] forward(float[] images, int count, Activation activation) {
    convolution.patches(images, 0, count, patchValues);
    patches.put(0, patchValues, 0, count * convolution.patchValues());
    products.scores(count * convolution.positions());
    convolution.pool(products.values(), count, pooled, places);
    Activations.apply(activation, pooled, count * convolution.outputs());
    return pooled;
  }

  /** With respect to what {@link #forward} gave; whoever is above writes them before backward. */
  float[] gradients() {
    return gradients;
  }

  /**
   * @param first whether this is the batch's first block
   * @param below overwritten with the gradients with respect to the images; null if nobody asks
   */
  void backward(int count, boolean first, Activation activation, float @Nullable [] below) {
    int length = count * convolution.outputs();
    Activations.timesSlope(activation, gradients, pooled, length);
    int scores = count * convolution.positions();
    Arrays.fill(products.values(), 0, scores * convolution.layer().outputs(), 0);
    for (int i = 0; i < length; i++) {
      products.values()[places[i]] = gradients[i];
    }
    products.differentiate(scores, first);
    if (below != null) {
      // The patches have done their work, and their gradients need as much room.
      products.propagate(patches, patchValues, scores);
      convolution.addPatches(patchValues, count, below);
    }
  }

  void biasGradients(float[] gradient) {
    products.biasGradients(gradient);
  }

  @Override
  public void close() {
    products.close();
    patches.close();
  }
}
