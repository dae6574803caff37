package io.tributary.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * Sums of one partition's rows while they are met one by one, in float64 in row order. Not
 * thread-safe. Each row is {@link #met} once; what else is said is about that row, and scores count
 * where it is evaluated only.
 */
public final class MetricAccumulator {
  private final int classes;
  private final double[] real;
  private final long[] confusion;
  private final @Nullable ScoreAccumulator scores;
  private long rows;
  private long mark;
  private double weight = 1;

  /**
   * @param evaluates whether scores count beside decisions
   */
  MetricAccumulator(int realSums, int classes, boolean evaluates) {
    this.real = new double[realSums];
    this.classes = classes;
    this.confusion = new long[classes * classes];
    this.scores = evaluates ? new ScoreAccumulator() : null;
  }

  /**
   * One more row.
   *
   * @param row its position in the partition
   */
  public void met(int row) {
    rows++;
    mark += RowMark.of(row);
  }

  /**
   * Makes the losses of rows that follow count {@code factor} times; everything else counts every
   * row alike.
   */
  public void weigh(double factor) {
    weight = factor;
  }

  /**
   * @param loss of the row, as it is optimised but for its weight
   */
  public void classified(double loss, int trueClass, int predictedClass) {
    real[MetricLayout.LOSS] += weight * loss;
    confusion[trueClass * classes + predictedClass]++;
  }

  /**
   * A row of two classes.
   *
   * @param score the higher, the more likely class 1
   */
  public void ranked(double score, boolean positive) {
    if (scores != null) {
      scores.ranked(score, positive);
    }
  }

  /**
   * A row of two classes.
   *
   * @param logLoss in nats
   * @param probability of class 1
   */
  public void believed(double logLoss, double probability, boolean positive) {
    if (scores != null) {
      double error = probability - (positive ? 1 : 0);
      scores.believed(logLoss, error * error, probability, positive);
    }
  }

  /**
   * A row of more than two classes.
   *
   * @param logLoss in nats
   * @param probabilities of the first {@code classes}; not changed
   */
  public void believed(
      double logLoss, double[] probabilities, int among, int trueClass, int predictedClass) {
    if (scores != null) {
      double squares = 0;
      for (int i = 0; i < among; i++) {
        double error = probabilities[i] - (i == trueClass ? 1 : 0);
        squares += error * error;
      }
      scores.believed(logLoss, squares, probabilities[predictedClass], trueClass == predictedClass);
    }
  }

  /**
   * Both numbers in the unit of the targets.
   *
   * @param loss of the row, as it is optimised but for its weight
   */
  public void regressed(double loss, double output, double target) {
    double error = output - target;
    real[MetricLayout.LOSS] += weight * loss;
    real[MetricLayout.ABSOLUTE_ERRORS] += Math.abs(error);
    real[MetricLayout.TARGETS] += target;
    real[MetricLayout.SQUARED_TARGETS] += target * target;
    real[MetricLayout.SQUARED_ERRORS] += error * error;
  }

  /**
   * A row of a clustering. To which cluster it belongs is said beside that.
   *
   * @param loss as it is optimised
   * @param silhouette -1 to 1, by distances to centres; 0 where nobody asks
   */
  public void clustered(double loss, double silhouette) {
    real[MetricLayout.LOSS] += loss;
    real[MetricLayout.SILHOUETTES] += silhouette;
  }

  /**
   * Some row belongs to a cluster; does not count the row.
   *
   * @param share of the row, 0 to 1
   */
  public void belongs(int cluster, double share) {
    real[MetricLayout.SIZES + cluster] += share;
  }

  /**
   * A row of an embedding.
   *
   * @param residual squared distance from what its numbers say of it
   * @param spread squared distance from the mean
   */
  public void embedded(double residual, double spread) {
    real[MetricLayout.LOSS] += residual;
    real[MetricLayout.SPREADS] += spread;
  }

  /**
   * A row of a recommendation from choices.
   *
   * @param loss as it is optimised but for its weight
   */
  public void compared(double loss) {
    real[MetricLayout.LOSS] += weight * loss;
  }

  /**
   * What some user is recommended, held against what that user chose; does not count rows.
   *
   * @param first10 share of the user's choices among the first ten
   * @param first50 likewise
   * @param gain normalised discounted cumulative gain of the first ten, 0 to 1
   */
  public void recommended(double first10, double first50, double gain) {
    real[MetricLayout.RECALLS_AT_10] += first10;
    real[MetricLayout.RECALLS_AT_50] += first50;
    real[MetricLayout.GAINS_AT_10] += gain;
    real[MetricLayout.USERS]++;
  }

  /**
   * A row without a label was given one.
   *
   * @param confidence of the model, 0 to 1
   */
  public void pseudoLabelled(double confidence) {
    real[MetricLayout.PSEUDO_LABELLED]++;
    real[MetricLayout.CONFIDENCE] += confidence;
  }

  /** What was met so far. Sums too large to add exactly count as not finite, like NaN. */
  public MetricSums sums() {
    long[] sums = new long[real.length * ExactSum.WORDS + confusion.length];
    boolean finite = scores == null || scores.finite();
    for (int i = 0; i < real.length; i++) {
      if (ExactSum.fits(real[i])) {
        ExactSum.write(real[i], sums, i * ExactSum.WORDS);
      } else {
        finite = false;
      }
    }
    System.arraycopy(confusion, 0, sums, real.length * ExactSum.WORDS, confusion.length);
    return new MetricSums(
        rows, mark, sums, finite, scores == null ? ScoreSums.NONE : scores.sums());
  }
}
