package io.tributary.engine.metric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation of classes shows beside its metrics.
 *
 * @param rows evaluated
 * @param classes by the label's text, in the model's order; empty where nothing was classified
 * @param confusion rows by true class, then by predicted class; empty where there are more than
 *     {@link #MOST_SHOWN} classes
 * @param figures of each class, in the same order
 * @param ranking of two classes; null where there is none
 * @param reliability of probabilities; null where the loss gives none
 */
public record EvaluationDetail(
    long rows,
    List<String> classes,
    List<List<Long>> confusion,
    List<ClassFigures> figures,
    @Nullable Ranking ranking,
    @Nullable Reliability reliability) {

  /** Classes up to which a confusion matrix is told: more nobody reads. */
  public static final int MOST_SHOWN = 100;

  /**
   * @param rows of the class
   */
  public record ClassFigures(long rows, double precision, double recall, double f1) {}

  static EvaluationDetail none(long rows) {
    return new EvaluationDetail(rows, List.of(), List.of(), List.of(), null, null);
  }

  static EvaluationDetail of(
      long rows,
      List<String> classes,
      Confusion confusion,
      @Nullable Ranking ranking,
      @Nullable Reliability reliability) {
    List<List<Long>> counts = new ArrayList<>();
    List<ClassFigures> figures = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      figures.add(
          new ClassFigures(
              confusion.truth(c), confusion.precision(c), confusion.recall(c), confusion.f1(c)));
      if (classes.size() <= MOST_SHOWN) {
        counts.add(row(confusion, c));
      }
    }
    return new EvaluationDetail(
        rows, classes, List.copyOf(counts), List.copyOf(figures), ranking, reliability);
  }

  private static List<Long> row(Confusion confusion, int trueClass) {
    List<Long> row = new ArrayList<>();
    for (int predicted = 0; predicted < confusion.classes(); predicted++) {
      row.add(confusion.count(trueClass, predicted));
    }
    return List.copyOf(row);
  }
}
