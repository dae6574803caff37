package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Convolutional networks. Images are taken in blocks whose size depends on the model alone, so
 * memory does not grow with the batch, and a batch's bits depend on its rows only.
 */
final class ConvolutionKernel implements GradientKernel {
  private static final int MOST_ROWS = 64;

  /** Numbers of a block's patches: 4 MB, which stays near the processor. */
  private static final int MOST_PATCH_VALUES = 1 << 20;

  private final Activation activation;
  private final int parameterCount;
  private final int inputs;
  private final int outputs;
  private final int blockRows;
  private final OutputLoss loss;
  private final MetricLayout metrics;
  private final Floats parameters;
  private final Floats gradients;
  private final float[] images;
  private final List<ConvolutionStage> convolutions = new ArrayList<>();
  private final Floats flat;
  private final Floats flatGradients;
  private final int flatWidth;
  private final List<MatrixStage> dense = new ArrayList<>();
  private final double[] scratch;

  ConvolutionKernel(TrainingPlan plan, ModelDefinition.Cnn model, MatrixMemory memory) {
    ConvolutionShape shape = ConvolutionShape.of(plan, model);
    activation = model.activation();
    inputs = plan.preprocessing().inputs();
    outputs = plan.scores();
    loss = OutputLoss.of(plan.loss());
    metrics = MetricLayout.of(plan);
    parameterCount = shape.dense().getLast().end();
    int largest =
        shape.convolutions().stream().mapToInt(ConvolutionLayer::patchValues).max().orElseThrow();
    blockRows = Math.clamp(MOST_PATCH_VALUES / largest, 1, MOST_ROWS);
    parameters = memory.allocate(parameterCount);
    gradients = memory.allocate(parameterCount);
    images = new float[Math.multiplyExact(inputs, blockRows)];
    for (ConvolutionLayer layer : shape.convolutions()) {
      convolutions.add(new ConvolutionStage(layer, blockRows, memory, parameters, gradients));
    }
    flatWidth = shape.convolutions().getLast().outputs();
    flat = memory.allocate((long) flatWidth * blockRows);
    flatGradients = memory.allocate((long) flatWidth * blockRows);
    Floats below = flat;
    for (DenseLayer layer : shape.dense()) {
      int at = layer.weightsAt();
      dense.add(
          new MatrixStage(
              layer, blockRows, memory, parameters.from(at), gradients.from(at), below));
      below = dense.getLast().activations();
    }
    scratch = new double[outputs];
  }

  @Override
  public int parameterCount() {
    return parameterCount;
  }

  @Override
  public void load(float[] values) {
    requireParameters(values);
    parameters.put(0, values, 0, values.length);
    convolutions.forEach(stage -> stage.load(values));
    dense.forEach(stage -> stage.load(values));
  }

  @Override
  public MetricSums gradient(
      Examples examples, int[] order, int from, int count, float[] gradient) {
    requireInputs(examples);
    requireParameters(gradient);
    MetricAccumulator sums = metrics.accumulator();
    if (count == 0) {
      Arrays.fill(gradient, 0);
      return sums.sums();
    }
    for (int done = 0; done < count; done += blockRows) {
      int rows = Math.min(blockRows, count - done);
      gather(examples, order, from + done, rows);
      forward(rows);
      for (int row = 0; row < rows; row++) {
        lossOf(examples, order[from + done + row], row, sums);
      }
      backward(rows, done == 0);
    }
    gradients.get(0, gradient, gradient.length);
    convolutions.forEach(stage -> stage.biasGradients(gradient));
    dense.forEach(stage -> stage.biasGradients(gradient));
    return sums.sums();
  }

  private void gather(Examples examples, int[] order, int from, int rows) {
    for (int row = 0; row < rows; row++) {
      int source = order[from + row] * inputs;
      System.arraycopy(examples.features(), source, images, row * inputs, inputs);
    }
  }

  @Override
  public void outputs(Examples examples, int[] order, int from, int count, float[] target) {
    requireInputs(examples);
    for (int done = 0; done < count; done += blockRows) {
      int rows = Math.min(blockRows, count - done);
      gather(examples, order, from + done, rows);
      forward(rows);
      System.arraycopy(dense.getLast().values(), 0, target, done * outputs, rows * outputs);
    }
  }

  @Override
  public MetricSums evaluate(Examples examples) {
    requireInputs(examples);
    MetricAccumulator sums = metrics.evaluation();
    for (int done = 0; done < examples.rows(); done += blockRows) {
      int rows = Math.min(blockRows, examples.rows() - done);
      System.arraycopy(examples.features(), done * inputs, images, 0, rows * inputs);
      forward(rows);
      for (int row = 0; row < rows; row++) {
        lossOf(examples, done + row, row, sums);
      }
    }
    return sums.sums();
  }

  @Override
  public Neighbourhood around(Examples examples) {
    throw new UnsupportedOperationException(
        "the scores of a convolutional network are not linear in its parameters");
  }

  @Override
  public ColumnKernel columns(int partition) {
    throw new IllegalStateException("partition " + partition + " holds rows, not columns");
  }

  @Override
  public void close() {
    dense.forEach(LayerStage::close);
    convolutions.forEach(ConvolutionStage::close);
    flatGradients.close();
    flat.close();
    gradients.close();
    parameters.close();
  }

  private void forward(int rows) {
    float[] below = images;
    for (ConvolutionStage stage : convolutions) {
      below = stage.forward(below, rows, activation);
    }
    flat.put(0, below, 0, rows * flatWidth);
    dense.getFirst().scores(rows);
    for (int i = 1; i < dense.size(); i++) {
      dense.get(i - 1).activate(activation, rows);
      dense.get(i).scores(rows);
    }
  }

  private void backward(int rows, boolean first) {
    for (int i = dense.size() - 1; i > 0; i--) {
      dense.get(i).differentiate(rows, first);
      dense.get(i).propagate(dense.get(i - 1), rows);
      dense.get(i - 1).timesSlope(activation, rows);
    }
    dense.getFirst().differentiate(rows, first);
    dense.getFirst().propagate(flatGradients, convolutions.getLast().gradients(), rows);
    for (int i = convolutions.size() - 1; i > 0; i--) {
      convolutions.get(i).backward(rows, first, activation, convolutions.get(i - 1).gradients());
    }
    convolutions.getFirst().backward(rows, first, activation, null);
  }

  /** Replaces the scores at place {@code at} of the block by the loss's gradient. */
  private void lossOf(Examples examples, int row, int at, MetricAccumulator sums) {
    float[] scores = dense.getLast().values();
    sums.met(row);
    sums.weigh(examples.weight(row));
    loss.row(scores, at * outputs, outputs, examples.targets()[row], scratch, sums);
    examples.weigh(row, scores, at * outputs, outputs);
  }

  private void requireInputs(Examples examples) {
    if (examples.inputs() != inputs) {
      throw new IllegalArgumentException(
          "rows with %d inputs for a model of %d".formatted(examples.inputs(), inputs));
    }
  }

  private void requireParameters(float[] values) {
    if (values.length != parameterCount) {
      throw new IllegalArgumentException(
          "%d parameters for a model of %d".formatted(values.length, parameterCount));
    }
  }
}
