package io.tributary.client.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job's last evaluation on the holdout showed beside its metrics.
 *
 * @param step committed steps that the evaluated parameters include; null before the first
 *     evaluation, and then everything else is empty
 * @param rows evaluated
 * @param classes figures of each class, in the model's order; empty where nothing is classified
 * @param confusion rows by true class, then by predicted class, in the same order; empty where
 *     there are more than 100 classes
 * @param ranking how well scores tell two classes apart; null where there are not two
 * @param calibration whether probabilities come true; null where the model gives none
 */
public record JobEvaluation(
    @Nullable Long step,
    long rows,
    List<ClassFigures> classes,
    List<List<Long>> confusion,
    @Nullable Ranking ranking,
    @Nullable Calibration calibration) {

  /** Before the first evaluation. */
  public static final JobEvaluation NONE =
      new JobEvaluation(null, 0, List.of(), List.of(), null, null);

  /**
   * @param rows of the class
   */
  public record ClassFigures(String label, long rows, double precision, double recall, double f1) {}

  /**
   * @param positive label of the class that high scores stand for
   * @param rocAucWithin scores are counted in 65,536 buckets; the area of the scores themselves
   *     differs from {@code rocAuc} by no more than this
   * @param points of both curves, from the highest threshold to the lowest
   */
  public record Ranking(
      String positive, double rocAuc, double rocAucWithin, double prAuc, List<Point> points) {}

  /**
   * What happens when every row that scores at least {@code threshold} is taken for the positive
   * class.
   *
   * @param threshold null for the first point, where nothing is taken
   * @param falsePositives share of the other class that is taken
   * @param truePositives share of the positive class that is taken: the recall
   * @param precision share of the positive class in what is taken
   */
  public record Point(
      @Nullable Double threshold, double falsePositives, double truePositives, double precision) {}

  /**
   * @param of what was predicted with these probabilities: the label of the second of two classes;
   *     null for the predicted one of more
   * @param error mean distance of probability and share, weighted by rows
   * @param bins those that hold rows, ascending
   */
  public record Calibration(@Nullable String of, double error, List<Bin> bins) {}

  /**
   * @param from smallest probability of the bin; {@code to} its end
   * @param confidence mean probability of its rows
   * @param share of its rows for which it came true
   */
  public record Bin(double from, double to, long rows, double confidence, double share) {}
}
