package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * Factorization machines (Rendle, "Factorization Machines", ICDM 2010): a linear score plus, for
 * each pair of inputs, their product times the dot product of the inputs' vectors {@code v_i} of k
 * factors. Lemma 3.1 makes that linear in the inputs: {@code 1/2 sum_f ((sum_i v_if x_i)^2 - sum_i
 * v_if^2 x_i^2)}, for each score with vectors of its own. So all that grows with rows is three
 * first layers side by side: products of matrices, or sums over what is not zero.
 */
final class FactorizationKernel implements GradientKernel {
  private static final int BLOCK_ROWS = DenseKernel.BLOCK_ROWS;

  private final FactorShape shape;
  private final OutputLoss loss;
  private final MetricLayout metrics;
  private final Floats parameters;
  private final Floats gradients;
  private final InputBlock inputs;
  private final InputBlock squares;

  /** Per score and input the summed squares of its factors. */
  private final Floats strengths;

  private final Floats strengthGradients;

  /** How many parameters, and strengths, lie where products of matrices are computed. */
  private final int matrixParameters;

  private final int matrixStrengths;
  private final LayerStage linear;
  private final LayerStage factors;
  private final LayerStage squared;
  private final float[] loaded;
  private final float[] ownStrengths;
  private final double[] scratch;

  FactorizationKernel(TrainingPlan plan, MatrixMemory memory) {
    shape = FactorShape.of(plan);
    loss = OutputLoss.of(plan.loss());
    metrics = MetricLayout.of(plan);
    int scores = shape.linear().outputs();
    int width = shape.linear().inputs();
    boolean sparse = plan.preprocessing().sparse();
    inputs = InputBlock.of(sparse, width, BLOCK_ROWS, memory);
    squares = InputBlock.squares(sparse, width, BLOCK_ROWS, memory);
    DenseLayer strengthLayer = DenseLayer.at(0, width, scores, false);
    matrixParameters = shape.parameterCount() - inputs.skipped(shape.factors());
    matrixStrengths = strengthLayer.end() - squares.skipped(strengthLayer);
    // One more, as there is no memory of length 0.
    parameters = memory.allocate(matrixParameters + 1L);
    gradients = memory.allocate(matrixParameters + 1L);
    strengths = memory.allocate(matrixStrengths + 1L);
    strengthGradients = memory.allocate(matrixStrengths + 1L);
    linear = inputs.stage(shape.linear(), memory, parameters, gradients);
    factors = inputs.stage(shape.factors(), memory, parameters, gradients);
    squared = squares.stage(strengthLayer, memory, strengths, strengthGradients);
    loaded = new float[shape.parameterCount()];
    ownStrengths = new float[width * scores];
    scratch = new double[scores];
  }

  @Override
  public int parameterCount() {
    return shape.parameterCount();
  }

  @Override
  public void load(float[] values) {
    shape.requireParameters(values);
    System.arraycopy(values, 0, loaded, 0, loaded.length);
    parameters.put(0, values, 0, matrixParameters);
    linear.load(values);
    factors.load(values);
    shape.strengths(values, ownStrengths);
    strengths.put(0, ownStrengths, 0, matrixStrengths);
    squared.load(ownStrengths);
  }

  @Override
  public MetricSums gradient(
      Examples examples, int[] order, int from, int count, float[] gradient) {
    requireInputs(examples);
    shape.requireParameters(gradient);
    MetricAccumulator sums = metrics.accumulator();
    if (count == 0) {
      Arrays.fill(gradient, 0);
      return sums.sums();
    }
    linear.gradientsInto(gradient);
    factors.gradientsInto(gradient);
    squared.gradientsInto(ownStrengths);
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      inputs.gather(examples, order, from + done, rows);
      squares.gather(examples, order, from + done, rows);
      forward(rows);
      for (int row = 0; row < rows; row++) {
        lossOf(examples, order[from + done + row], row, sums);
      }
      backward(rows, done == 0);
    }
    gradients.get(0, gradient, matrixParameters);
    linear.biasGradients(gradient);
    strengthGradients.get(0, ownStrengths, matrixStrengths);
    shape.subtract(loaded, ownStrengths, gradient);
    return sums.sums();
  }

  @Override
  public void outputs(Examples examples, int[] order, int from, int count, float[] target) {
    requireInputs(examples);
    int scores = shape.linear().outputs();
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      inputs.gather(examples, order, from + done, rows);
      squares.gather(examples, order, from + done, rows);
      forward(rows);
      System.arraycopy(linear.values(), 0, target, done * scores, rows * scores);
    }
  }

  @Override
  public MetricSums evaluate(Examples examples) {
    requireInputs(examples);
    MetricAccumulator sums = metrics.evaluation();
    for (int done = 0; done < examples.rows(); done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, examples.rows() - done);
      inputs.gather(examples, done, rows);
      squares.gather(examples, done, rows);
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
        "the scores of a factorization machine are not linear in its parameters");
  }

  @Override
  public ColumnKernel columns(int partition) {
    throw new IllegalStateException(
        "pairs of inputs of a factorization machine lie in several partitions' columns");
  }

  @Override
  public void close() {
    squared.close();
    factors.close();
    linear.close();
    strengthGradients.close();
    strengths.close();
    squares.close();
    inputs.close();
    gradients.close();
    parameters.close();
  }

  private void forward(int rows) {
    linear.scores(rows);
    factors.products(rows);
    squared.products(rows);
    int scores = shape.linear().outputs();
    for (int at = 0; at < rows * scores; at++) {
      float sum = 0;
      for (int f = at * shape.count(); f < (at + 1) * shape.count(); f++) {
        sum += factors.values()[f] * factors.values()[f];
      }
      linear.values()[at] += 0.5f * (sum - squared.values()[at]);
    }
  }

  /** Replaces the scores at place {@code at} of the block by the loss's gradient. */
  private void lossOf(Examples examples, int row, int at, MetricAccumulator sums) {
    int scores = shape.linear().outputs();
    sums.met(row);
    sums.weigh(examples.weight(row));
    loss.row(linear.values(), at * scores, scores, examples.targets()[row], scratch, sums);
    examples.weigh(row, linear.values(), at * scores, scores);
  }

  private void backward(int rows, boolean first) {
    int length = rows * shape.linear().outputs();
    System.arraycopy(linear.values(), 0, squared.values(), 0, length);
    for (int at = 0; at < length; at++) {
      for (int f = at * shape.count(); f < (at + 1) * shape.count(); f++) {
        factors.values()[f] *= linear.values()[at];
      }
    }
    linear.differentiate(rows, first);
    factors.differentiate(rows, first);
    squared.differentiate(rows, first);
  }

  private void requireInputs(Examples examples) {
    if (examples.inputs() != shape.linear().inputs()) {
      throw new IllegalArgumentException(
          "rows with %d inputs for a model of %d"
              .formatted(examples.inputs(), shape.linear().inputs()));
    }
  }
}
