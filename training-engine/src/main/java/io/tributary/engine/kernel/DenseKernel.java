package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Linear models and fully connected networks, autoencoders too, whose targets are their inputs.
 * Rows are taken in blocks of at most {@link #BLOCK_ROWS}, so memory does not grow with the batch,
 * and a batch's bits depend on its rows only.
 */
final class DenseKernel implements GradientKernel, ColumnKernel {
  static final int BLOCK_ROWS = 512;

  private final TrainingPlan plan;
  private final MatrixMemory memory;
  private final NetworkShape shape;
  private final OutputLoss loss;
  private final MetricLayout metrics;
  private final Floats parameters;
  private final Floats gradients;
  private final InputBlock inputs;
  private final LayerStage first;
  private final List<MatrixStage> upper = new ArrayList<>();

  /** Parameters before this one are kept by the first stage alone. */
  private final int skipped;

  private final float[] upperGradients;
  private final double[] scratch;
  private final Dropout dropout;
  private final Map<Integer, DenseKernel> parts = new HashMap<>();
  private @Nullable LinearNeighbourhood neighbourhood;

  DenseKernel(TrainingPlan plan, MatrixMemory memory) {
    this.plan = plan;
    this.memory = memory;
    shape = NetworkShape.of(plan);
    loss = OutputLoss.of(plan.loss());
    metrics = MetricLayout.of(plan);
    List<DenseLayer> layers = shape.layers();
    inputs = InputBlock.of(plan.preprocessing().sparse(), shape.inputs(), BLOCK_ROWS, memory);
    skipped = inputs.skipped(layers.getFirst());
    // One more, as there is no memory of length 0.
    parameters = memory.allocate(shape.parameterCount() - skipped + 1L);
    gradients = memory.allocate(shape.parameterCount() - skipped + 1L);
    upperGradients = new float[skipped == 0 ? 0 : shape.parameterCount() - skipped];
    scratch = new double[shape.outputs()];
    dropout = new Dropout(plan.model() instanceof ModelDefinition.Mlp mlp ? mlp.dropout() : 0);
    first = inputs.stage(layers.getFirst(), memory, parameters, gradients);
    Floats below = first.activations();
    for (DenseLayer layer : layers.subList(1, layers.size())) {
      int at = layer.weightsAt() - skipped;
      MatrixStage stage =
          new MatrixStage(
              layer, BLOCK_ROWS, memory, parameters.from(at), gradients.from(at), below);
      upper.add(stage);
      below = stage.activations();
    }
  }

  @Override
  public int parameterCount() {
    return shape.parameterCount();
  }

  @Override
  public void load(float[] values) {
    shape.requireParameters(values);
    parameters.put(0, values, skipped, values.length - skipped);
    first.load(values);
    upper.forEach(stage -> stage.load(values));
  }

  @Override
  public void draw(long key) {
    dropout.draw(key);
  }

  @Override
  public MetricSums gradient(
      Examples examples, int[] order, int from, int count, float[] gradient) {
    return gradient(examples, order, from, count, null, 0, count, gradient);
  }

  @Override
  public MetricSums gradient(
      Examples examples,
      int[] order,
      int from,
      int count,
      float @Nullable [] scores,
      int countFrom,
      int countTo,
      float[] gradient) {
    requireInputs(examples);
    shape.requireParameters(gradient);
    MetricAccumulator counted = metrics.accumulator();
    MetricAccumulator others = metrics.accumulator();
    if (count == 0) {
      Arrays.fill(gradient, 0);
      return counted.sums();
    }
    first.gradientsInto(gradient);
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      inputs.gather(examples, order, from + done, rows);
      if (scores == null) {
        first.scores(rows);
      } else {
        first.scores(scores, done * firstUnits(), rows);
      }
      forwardFromFirst(rows, dropout.applies() ? dropout : null, done);
      for (int row = 0; row < rows; row++) {
        boolean counts = done + row >= countFrom && done + row < countTo;
        lossOf(examples, order[from + done + row], row, counts ? counted : others);
      }
      backward(rows, done);
    }
    gatherGradients(gradient);
    MetricSums sums = counted.sums();
    return new MetricSums(
        sums.rows(),
        sums.mark(),
        sums.sums(),
        sums.finite() && others.sums().finite(),
        sums.scores());
  }

  @Override
  public void outputs(Examples examples, int[] order, int from, int count, float[] target) {
    requireInputs(examples);
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      inputs.gather(examples, order, from + done, rows);
      first.scores(rows);
      forwardFromFirst(rows, null, 0);
      System.arraycopy(last().values(), 0, target, done * shape.outputs(), rows * shape.outputs());
    }
  }

  @Override
  public void scores(Examples examples, int[] order, int from, int count, float[] target) {
    requireInputs(examples);
    int units = firstUnits();
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      inputs.gather(examples, order, from + done, rows);
      first.products(rows);
      System.arraycopy(first.values(), 0, target, done * units, rows * units);
    }
  }

  @Override
  public ColumnKernel columns(int partition) {
    if (plan.columns() == null) {
      throw new IllegalStateException("partition " + partition + " holds rows, not columns");
    }
    return parts.computeIfAbsent(partition, p -> new DenseKernel(plan.partOf(p), memory));
  }

  @Override
  public MetricSums evaluate(Examples examples) {
    requireInputs(examples);
    MetricAccumulator sums = metrics.evaluation();
    for (int done = 0; done < examples.rows(); done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, examples.rows() - done);
      inputs.gather(examples, done, rows);
      first.scores(rows);
      forwardFromFirst(rows, null, 0);
      for (int row = 0; row < rows; row++) {
        lossOf(examples, done + row, row, sums);
      }
    }
    return sums.sums();
  }

  @Override
  public Neighbourhood around(Examples examples) {
    requireInputs(examples);
    LinearNeighbourhood opened = neighbourhood;
    if (opened == null) {
      if (!upper.isEmpty()) {
        throw new UnsupportedOperationException(
            "the scores of %d layers are not linear in their parameters"
                .formatted(1 + upper.size()));
      }
      opened =
          new LinearNeighbourhood(shape.layers().getFirst(), loss, metrics, memory, inputs, first);
      neighbourhood = opened;
    }
    opened.open(examples);
    return opened;
  }

  @Override
  public void close() {
    parts.values().forEach(DenseKernel::close);
    if (neighbourhood != null) {
      neighbourhood.close();
    }
    upper.forEach(LayerStage::close);
    first.close();
    inputs.close();
    gradients.close();
    parameters.close();
  }

  private int firstUnits() {
    return shape.layers().getFirst().outputs();
  }

  /** Replaces the scores at place {@code at} of the block by the loss's gradient. */
  private void lossOf(Examples examples, int row, int at, MetricAccumulator sums) {
    float[] scores = last().values();
    int outputs = shape.outputs();
    sums.met(row);
    sums.weigh(examples.weight(row));
    if (plan.model() instanceof ModelDefinition.Autoencoder) {
      sums.embedded(reconstructed(examples, row, scores, at * outputs, outputs), 0);
    } else {
      loss.row(scores, at * outputs, outputs, examples.targets()[row], scratch, sums);
    }
    examples.weigh(row, scores, at * outputs, outputs);
  }

  /** Squared distance of a row's scores from its inputs; leaves the gradient in their place. */
  private static double reconstructed(
      Examples examples, int row, float[] scores, int at, int outputs) {
    double distance = 0;
    for (int i = 0; i < outputs; i++) {
      double error = (double) scores[at + i] - examples.features()[row * outputs + i];
      distance += error * error;
      scores[at + i] = (float) (2 * error);
    }
    return distance;
  }

  private LayerStage last() {
    return upper.isEmpty() ? first : upper.getLast();
  }

  /**
   * @param without which units the block is computed; null for none
   * @param at position in the batch of the block's first row
   */
  private void forwardFromFirst(int rows, @Nullable Dropout without, int at) {
    LayerStage below = first;
    for (int i = 0; i < upper.size(); i++) {
      below.activate(shape.activationAfter(i), rows);
      if (without != null) {
        below.leaveOut(without, i, at, rows);
      }
      below = upper.get(i);
      below.scores(rows);
    }
  }

  /**
   * @param at position in the batch of the block's first row
   */
  private void backward(int rows, int at) {
    for (int i = upper.size() - 1; i >= 0; i--) {
      LayerStage below = i == 0 ? first : upper.get(i - 1);
      upper.get(i).differentiate(rows, at == 0);
      upper.get(i).propagate(below, rows);
      if (dropout.applies()) {
        dropout.apply(below.values(), rows, below.layer().outputs(), i, at);
      }
      below.timesSlope(shape.activationAfter(i), rows);
    }
    first.differentiate(rows, at == 0);
  }

  /** What the first stage computed in Java is there already. */
  private void gatherGradients(float[] gradient) {
    if (skipped == 0) {
      gradients.get(0, gradient, gradient.length);
    } else {
      gradients.get(0, upperGradients, upperGradients.length);
      System.arraycopy(upperGradients, 0, gradient, skipped, upperGradients.length);
    }
    first.biasGradients(gradient);
    upper.forEach(stage -> stage.biasGradients(gradient));
  }

  private void requireInputs(Examples examples) {
    if (examples.inputs() != shape.inputs()) {
      throw new IllegalArgumentException(
          "rows with %d inputs for a model of %d".formatted(examples.inputs(), shape.inputs()));
    }
  }
}
