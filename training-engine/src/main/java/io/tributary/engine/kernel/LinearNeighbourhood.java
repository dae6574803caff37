package io.tributary.engine.kernel;

import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * The neighbourhood of a model of one layer: a second layer stage over the same inputs multiplies
 * by the direction where the kernel's own multiplies by the parameters. Not thread-safe.
 */
final class LinearNeighbourhood implements Neighbourhood, AutoCloseable {
  private static final int BLOCK_ROWS = DenseKernel.BLOCK_ROWS;

  private final DenseLayer layer;
  private final OutputLoss loss;
  private final MetricLayout metrics;
  private final InputBlock inputs;
  private final LayerStage model;

  /** Parameters that are where products are computed: all of them, or none. */
  private final int kept;

  private final Floats direction;
  private final Floats product;
  private final LayerStage along;
  private final double[] scratch;
  private Examples examples = new Examples(0, 0, new float[0], new float[0]);
  private MetricSums sums;

  /**
   * Shape [rows, outputs], row-major: scores at the parameters, and the loss's slopes there, both
   * without the rows' weights.
   */
  private float[] scores = new float[0];

  private float[] slopes = new float[0];

  /**
   * @param inputs that {@code model} reads; other rows are gathered there
   * @param model of the loaded parameters; both belong to the caller
   */
  LinearNeighbourhood(
      DenseLayer layer,
      OutputLoss loss,
      MetricLayout metrics,
      MatrixMemory memory,
      InputBlock inputs,
      LayerStage model) {
    this.layer = layer;
    this.loss = loss;
    this.metrics = metrics;
    this.inputs = inputs;
    this.model = model;
    this.kept = layer.end() - inputs.skipped(layer);
    // One more, as there is no memory of length 0.
    this.direction = memory.allocate(kept + 1L);
    this.product = memory.allocate(kept + 1L);
    this.along = inputs.stage(layer, memory, direction, product);
    this.scratch = new double[layer.outputs()];
    this.sums = metrics.zero();
  }

  /** Makes {@code opened} the rows that everything below is about. */
  void open(Examples opened) {
    examples = opened;
    int outputs = layer.outputs();
    int size = Math.multiplyExact(opened.rows(), outputs);
    if (scores.length < size) {
      scores = new float[size];
      slopes = new float[size];
    }
    MetricAccumulator met = metrics.accumulator();
    for (int done = 0; done < opened.rows(); done += BLOCK_ROWS) {
      int rows = gather(done);
      model.scores(rows);
      float[] values = model.values();
      System.arraycopy(values, 0, scores, done * outputs, rows * outputs);
      for (int row = 0; row < rows; row++) {
        met.met(done + row);
        met.weigh(opened.weight(done + row));
        loss.row(values, row * outputs, outputs, opened.targets()[done + row], scratch, met);
      }
      System.arraycopy(values, 0, slopes, done * outputs, rows * outputs);
    }
    sums = met.sums();
  }

  @Override
  public MetricSums sums() {
    return sums;
  }

  @Override
  public void gradient(float[] result) {
    Arrays.fill(result, 0);
    if (examples.rows() == 0) {
      return;
    }
    int outputs = layer.outputs();
    along.gradientsInto(result);
    for (int done = 0; done < examples.rows(); done += BLOCK_ROWS) {
      int rows = gather(done);
      System.arraycopy(slopes, done * outputs, along.values(), 0, rows * outputs);
      for (int row = 0; row < rows; row++) {
        examples.weigh(done + row, along.values(), row * outputs, outputs);
      }
      along.differentiate(rows, done == 0);
    }
    differentiated(result);
  }

  @Override
  public void hessianTimes(float[] vector, float[] result) {
    load(vector);
    Arrays.fill(result, 0);
    if (examples.rows() == 0) {
      return;
    }
    int outputs = layer.outputs();
    along.gradientsInto(result);
    for (int done = 0; done < examples.rows(); done += BLOCK_ROWS) {
      int rows = gather(done);
      along.scores(rows);
      float[] values = along.values();
      for (int row = 0; row < rows; row++) {
        float target = examples.targets()[done + row];
        loss.curve(slopes, values, (done + row) * outputs, row * outputs, outputs, target);
        examples.weigh(done + row, values, row * outputs, outputs);
      }
      along.differentiate(rows, done == 0);
    }
    differentiated(result);
  }

  private void differentiated(float[] result) {
    product.get(0, result, kept);
    along.biasGradients(result);
  }

  @Override
  public void lossChanges(float[] vector, double[] lengths, double[] changes) {
    load(vector);
    Arrays.fill(changes, 0);
    int outputs = layer.outputs();
    for (int done = 0; done < examples.rows(); done += BLOCK_ROWS) {
      int rows = gather(done);
      along.scores(rows);
      for (int row = 0; row < rows; row++) {
        float target = examples.targets()[done + row];
        double here = lossOf(done + row, row, 0, target);
        for (int i = 0; i < lengths.length; i++) {
          changes[i] += lossOf(done + row, row, lengths[i], target) - here;
        }
      }
    }
  }

  /** Loss of row {@code row}, at place {@code at} of its block, after a step of {@code length}. */
  private double lossOf(int row, int at, double length, float target) {
    int outputs = layer.outputs();
    for (int i = 0; i < outputs; i++) {
      scratch[i] = scores[row * outputs + i] - length * along.values()[at * outputs + i];
    }
    return examples.weight(row) * loss.loss(scratch, outputs, target);
  }

  private void load(float[] vector) {
    direction.put(0, vector, 0, kept);
    along.load(vector);
  }

  private int gather(int from) {
    int rows = Math.min(BLOCK_ROWS, examples.rows() - from);
    inputs.gather(examples, from, rows);
    return rows;
  }

  @Override
  public void close() {
    along.close();
    product.close();
    direction.close();
  }
}
