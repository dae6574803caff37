package io.tributary.platform.aggregation;

import io.tributary.engine.kernel.ColumnKernel;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.Neighbourhood;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.metric.RowMark;
import io.tributary.engine.metric.ScoreSums;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/** Least squares without bias in plain Java: a kernel for tests of coordination. */
final class PlainLinearKernel implements GradientKernel, ColumnKernel {
  private final TrainingPlan plan;
  private final int inputs;
  private final int sumsLength;
  private float[] parameters = new float[0];

  PlainLinearKernel(TrainingPlan plan) {
    this.plan = plan;
    this.inputs = plan.preprocessing().inputs();
    this.sumsLength = MetricLayout.of(plan).zero().sums().length;
  }

  @Override
  public void draw(long key) {}

  @Override
  public int parameterCount() {
    return inputs;
  }

  @Override
  public void load(float[] newParameters) {
    parameters = newParameters.clone();
  }

  @Override
  public MetricSums gradient(
      Examples examples, int[] order, int from, int count, float[] gradient) {
    Arrays.fill(gradient, 0f);
    double loss = 0;
    for (int i = from; i < from + count; i++) {
      float error = error(examples, order[i]);
      loss += error * error;
      for (int k = 0; k < inputs; k++) {
        gradient[k] += 2 * error * examples.features()[order[i] * inputs + k];
      }
    }
    return sums(count, mark(order, from, from + count), loss);
  }

  @Override
  public ColumnKernel columns(int partition) {
    return new PlainLinearKernel(plan.partOf(partition));
  }

  @Override
  public void scores(Examples examples, int[] order, int from, int count, float[] target) {
    for (int i = 0; i < count; i++) {
      target[i] = product(examples, order[from + i], parameters);
    }
  }

  @Override
  public MetricSums gradient(
      Examples examples,
      int[] order,
      int from,
      int count,
      float[] scores,
      int countFrom,
      int countTo,
      float[] gradient) {
    Arrays.fill(gradient, 0f);
    double loss = 0;
    for (int i = 0; i < count; i++) {
      float error = scores[i] - examples.targets()[order[from + i]];
      loss += i >= countFrom && i < countTo ? error * error : 0;
      for (int k = 0; k < inputs; k++) {
        gradient[k] += 2 * error * examples.features()[order[from + i] * inputs + k];
      }
    }
    long mark = mark(order, from + countFrom, from + countTo);
    return sums(countTo - countFrom, mark, loss);
  }

  @Override
  public void outputs(Examples examples, int[] order, int from, int count, float[] target) {
    scores(examples, order, from, count, target);
  }

  @Override
  public MetricSums evaluate(Examples examples) {
    double loss = 0;
    for (int row = 0; row < examples.rows(); row++) {
      float error = error(examples, row);
      loss += error * error;
    }
    return sums(examples.rows(), RowMark.ofAll(examples.rows()), loss);
  }

  private float error(Examples examples, int row) {
    return product(examples, row, parameters) - examples.targets()[row];
  }

  private float product(Examples examples, int row, float[] vector) {
    float product = 0;
    for (int k = 0; k < inputs; k++) {
      product += vector[k] * examples.features()[row * inputs + k];
    }
    return product;
  }

  /** Only the first sum is set: coordination does not look at what sums mean. */
  private MetricSums sums(int rows, long mark, double loss) {
    long[] sums = new long[sumsLength];
    sums[0] = Math.round(loss * (1 << 20));
    return new MetricSums(rows, mark, sums, Double.isFinite(loss), ScoreSums.NONE);
  }

  private static long mark(int[] order, int from, int to) {
    return Arrays.stream(order, from, to).mapToLong(RowMark::of).sum();
  }

  @Override
  public Neighbourhood around(Examples examples) {
    return new Neighbourhood() {
      @Override
      public MetricSums sums() {
        return evaluate(examples);
      }

      @Override
      public void gradient(float[] gradient) {
        Arrays.fill(gradient, 0f);
        for (int row = 0; row < examples.rows(); row++) {
          float error = error(examples, row);
          for (int k = 0; k < inputs; k++) {
            gradient[k] += 2 * error * examples.features()[row * inputs + k];
          }
        }
      }

      @Override
      public void hessianTimes(float[] direction, float[] product) {
        Arrays.fill(product, 0f);
        for (int row = 0; row < examples.rows(); row++) {
          float along = product(examples, row, direction);
          for (int k = 0; k < inputs; k++) {
            product[k] += 2 * along * examples.features()[row * inputs + k];
          }
        }
      }

      @Override
      public void lossChanges(float[] direction, double[] lengths, double[] changes) {
        Arrays.fill(changes, 0);
        for (int row = 0; row < examples.rows(); row++) {
          double here = error(examples, row);
          double along = product(examples, row, direction);
          for (int i = 0; i < lengths.length; i++) {
            double there = here - lengths[i] * along;
            changes[i] += there * there - here * here;
          }
        }
      }
    };
  }

  @Override
  public void close() {}
}
