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
 * Linear models and fully connected networks. Rows are taken in blocks of at most {@link
 * #BLOCK_ROWS}, so memory does not grow with the batch, and a batch's bits depend on its rows only.
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
  private final Floats inputs;
  private final double[] scratch;
  private final Dropout dropout;
  private final List<LayerStage> stages = new ArrayList<>();
  private final Map<Integer, DenseKernel> parts = new HashMap<>();
  private @Nullable LinearNeighbourhood neighbourhood;

  DenseKernel(TrainingPlan plan, MatrixMemory memory) {
    this.plan = plan;
    this.memory = memory;
    shape = NetworkShape.of(plan);
    loss = OutputLoss.of(plan.loss());
    metrics = MetricLayout.of(plan);
    parameters = memory.allocate(shape.parameterCount());
    gradients = memory.allocate(shape.parameterCount());
    inputs = memory.allocate((long) shape.inputs() * BLOCK_ROWS);
    scratch = new double[shape.outputs()];
    dropout = new Dropout(plan.model() instanceof ModelDefinition.Mlp mlp ? mlp.dropout() : 0);
    Floats below = inputs;
    for (DenseLayer layer : shape.layers()) {
      stages.add(new LayerStage(layer, BLOCK_ROWS, memory, parameters, gradients, below));
      below = stages.getLast().activations();
    }
  }

  @Override
  public int parameterCount() {
    return shape.parameterCount();
  }

  @Override
  public void load(float[] values) {
    shape.requireParameters(values);
    parameters.put(0, values, 0, values.length);
    stages.forEach(stage -> stage.loadBiases(values));
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
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      gather(examples, order, from + done, rows);
      if (scores == null) {
        stages.getFirst().scores(rows);
      } else {
        stages.getFirst().scores(scores, done * firstUnits(), rows);
      }
      forwardFromFirst(rows, dropout.applies() ? dropout : null, done);
      for (int row = 0; row < rows; row++) {
        boolean counts = done + row >= countFrom && done + row < countTo;
        lossOf(examples, order[from + done + row], row, counts ? counted : others);
      }
      backward(rows, done);
    }
    gradients.get(0, gradient, gradient.length);
    stages.forEach(stage -> stage.biasGradients(gradient));
    MetricSums sums = counted.sums();
    return new MetricSums(sums.rows(), sums.sums(), sums.finite() && others.sums().finite());
  }

  @Override
  public void scores(Examples examples, int[] order, int from, int count, float[] target) {
    requireInputs(examples);
    int units = firstUnits();
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      gather(examples, order, from + done, rows);
      stages.getFirst().products(rows);
      System.arraycopy(stages.getFirst().values(), 0, target, done * units, rows * units);
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
      gather(examples, done, 0, rows);
      forward(rows);
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
      if (stages.size() > 1) {
        throw new UnsupportedOperationException(
            "the scores of %d layers are not linear in their parameters".formatted(stages.size()));
      }
      opened =
          new LinearNeighbourhood(
              shape.layers().getFirst(), loss, metrics, memory, inputs, stages.getFirst());
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
    stages.forEach(LayerStage::close);
    inputs.close();
    gradients.close();
    parameters.close();
  }

  private int firstUnits() {
    return shape.layers().getFirst().outputs();
  }

  /** Replaces the scores at place {@code at} of the block by the loss's gradient. */
  private void lossOf(Examples examples, int row, int at, MetricAccumulator sums) {
    float[] scores = stages.getLast().values();
    int outputs = shape.outputs();
    loss.row(scores, at * outputs, outputs, examples.targets()[row], scratch, sums);
  }

  private void gather(Examples examples, int[] order, int from, int rows) {
    for (int row = 0; row < rows; row++) {
      gather(examples, order[from + row], row, 1);
    }
  }

  private void gather(Examples examples, int row, int to, int rows) {
    int width = shape.inputs();
    inputs.put(to * width, examples.features(), row * width, rows * width);
  }

  private void forward(int rows) {
    stages.getFirst().scores(rows);
    forwardFromFirst(rows, null, 0);
  }

  /**
   * @param without which units the block is computed; null for none
   * @param first position in the batch of the block's first row
   */
  private void forwardFromFirst(int rows, @Nullable Dropout without, int first) {
    for (int i = 1; i < stages.size(); i++) {
      stages.get(i - 1).activate(shape.activation(), rows);
      if (without != null) {
        stages.get(i - 1).leaveOut(without, i - 1, first, rows);
      }
      stages.get(i).scores(rows);
    }
  }

  /**
   * @param at position in the batch of the block's first row
   */
  private void backward(int rows, int at) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).differentiate(rows, at == 0);
      if (i > 0) {
        stages.get(i).propagate(stages.get(i - 1), rows);
        if (dropout.applies()) {
          int units = shape.layers().get(i - 1).outputs();
          dropout.apply(stages.get(i - 1).values(), rows, units, i - 1, at);
        }
        stages.get(i - 1).timesSlope(shape.activation(), rows);
      }
    }
  }

  private void requireInputs(Examples examples) {
    if (examples.inputs() != shape.inputs()) {
      throw new IllegalArgumentException(
          "rows with %d inputs for a model of %d".formatted(examples.inputs(), shape.inputs()));
    }
  }
}
