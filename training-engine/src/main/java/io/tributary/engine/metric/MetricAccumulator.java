package io.tributary.engine.metric;

/**
 * Sums of one partition's rows while they are met one by one, in float64 in row order. Not
 * thread-safe. One call of the method of the task per row.
 */
public final class MetricAccumulator {
  private final int classes;
  private final double[] real;
  private final long[] confusion;
  private long rows;

  MetricAccumulator(int realSums, int classes) {
    this.real = new double[realSums];
    this.classes = classes;
    this.confusion = new long[classes * classes];
  }

  /**
   * @param loss cross entropy of the row, in nats
   */
  public void classified(double loss, int trueClass, int predictedClass) {
    rows++;
    real[MetricLayout.LOSS] += loss;
    confusion[trueClass * classes + predictedClass]++;
  }

  /** Both in the standardised unit. */
  public void regressed(double output, double target) {
    rows++;
    double error = output - target;
    real[MetricLayout.LOSS] += error * error;
    real[MetricLayout.ABSOLUTE_ERRORS] += Math.abs(error);
    real[MetricLayout.TARGETS] += target;
    real[MetricLayout.SQUARED_TARGETS] += target * target;
  }

  /** What was met so far. Sums too large to add exactly count as not finite, like NaN. */
  public MetricSums sums() {
    long[] sums = new long[real.length * ExactSum.WORDS + confusion.length];
    boolean finite = true;
    for (int i = 0; i < real.length; i++) {
      if (ExactSum.fits(real[i])) {
        ExactSum.write(real[i], sums, i * ExactSum.WORDS);
      } else {
        finite = false;
      }
    }
    System.arraycopy(confusion, 0, sums, real.length * ExactSum.WORDS, confusion.length);
    return new MetricSums(rows, sums, finite);
  }
}
