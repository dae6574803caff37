package io.tributary.platform.aggregation;

import io.tributary.engine.codec.KeptBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What some steps at one level of compression took. Belongs to the job's event loop. */
final class LevelWindow {
  private static final int LEAST_BLOCKS = 8;
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Agents that are new compile what they run. */
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  private final Instant began;
  private final boolean warmsUp;
  private final List<Double> blocks = new ArrayList<>();
  private final List<Double> computing = new ArrayList<>();
  private double bytes;
  private double gradientSquares;
  private double keptSquares;
  private double sumSquares;

  /**
   * @param warmsUp whether nothing is to be concluded from it
   */
  LevelWindow(Instant began, boolean warmsUp) {
    this.began = began;
    this.warmsUp = warmsUp;
  }

  boolean warmsUp() {
    return warmsUp;
  }

  /**
   * A step.
   *
   * @param computeMillis of the slowest agent
   * @param stepBytes of all contributions and one update
   * @param sumOfSquares squared norm of the committed sum
   */
  void add(double computeMillis, double stepBytes, KeptBack kept, double sumOfSquares) {
    computing.add(computeMillis);
    bytes += stepBytes;
    gradientSquares += kept.gradientSquares();
    keptSquares += kept.keptSquares();
    sumSquares += sumOfSquares;
  }

  /** As many steps as may be on their way together took so long each. */
  void addBlock(double stepMillis) {
    blocks.add(stepMillis);
  }

  boolean isComplete(Instant now) {
    Duration least = warmsUp ? WARM_UP : LEAST;
    return blocks.size() >= LEAST_BLOCKS && Duration.between(began, now).compareTo(least) >= 0;
  }

  Result result() {
    int steps = computing.size();
    return new Result(
        median(blocks),
        median(computing),
        bytes / steps,
        gradientSquares / steps,
        keptSquares / steps,
        sumSquares / steps);
  }

  private static double median(List<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .sorted()
        .skip(values.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Of one step.
   *
   * @param stepMillis median from one committed step to the next
   * @param computeMillis median of the slowest agents' computing
   * @param bytes mean
   * @param gradientSquares mean over steps of the sum over partitions of squared norms
   * @param keptSquares the same of what they keep
   * @param sumSquares mean over steps of the squared norm of the sum over partitions
   */
  record Result(
      double stepMillis,
      double computeMillis,
      double bytes,
      double gradientSquares,
      double keptSquares,
      double sumSquares) {

    /** What a step takes beside computing. */
    double waitMillis() {
      return Math.max(0, stepMillis - computeMillis);
    }

    /**
     * Share of the partitions' squared gradients that is noise: what they scatter about their mean
     * (McCandlish et al., "An Empirical Model of Large-Batch Training", 2018, appendix A). Only
     * where the sum was sent whole.
     */
    double noiseShare(int partitions) {
      double scatter = gradientSquares - sumSquares / partitions;
      double share = scatter / gradientSquares * partitions / (partitions - 1);
      return Math.max(0.01, Math.min(1, share));
    }

    /** What is kept as a multiple of the noise; NaN where no gradient says anything. */
    double kept(double noiseShare) {
      return Math.sqrt(keptSquares / (gradientSquares * noiseShare));
    }
  }
}
