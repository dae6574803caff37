package io.tributary.platform.metric;

import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.JobEvaluation.Bin;
import io.tributary.client.job.JobEvaluation.Calibration;
import io.tributary.client.job.JobEvaluation.ClassFigures;
import io.tributary.client.job.JobEvaluation.Point;
import io.tributary.engine.metric.EvaluationDetail;
import io.tributary.engine.metric.Ranking;
import io.tributary.engine.metric.Reliability;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The engine's evaluations in the words of the contract. */
final class JobEvaluations {
  private JobEvaluations() {}

  static JobEvaluation of(long step, EvaluationDetail detail) {
    return new JobEvaluation(
        step,
        detail.rows(),
        IntStream.range(0, detail.figures().size()).mapToObj(c -> figures(detail, c)).toList(),
        detail.confusion(),
        ranking(detail),
        calibration(detail));
  }

  private static ClassFigures figures(EvaluationDetail detail, int index) {
    EvaluationDetail.ClassFigures figures = detail.figures().get(index);
    return new ClassFigures(
        detail.classes().get(index),
        figures.rows(),
        figures.precision(),
        figures.recall(),
        figures.f1());
  }

  private static JobEvaluation.@Nullable Ranking ranking(EvaluationDetail detail) {
    Ranking ranking = detail.ranking();
    return ranking == null
        ? null
        : new JobEvaluation.Ranking(
            detail.classes().getLast(),
            ranking.rocAuc(),
            ranking.rocAucWithin(),
            ranking.prAuc(),
            ranking.points().stream().map(JobEvaluations::point).toList());
  }

  /** JSON has no infinity: nothing reaches the threshold of the first point. */
  private static Point point(Ranking.Point point) {
    return new Point(
        Double.isFinite(point.threshold()) ? point.threshold() : null,
        point.falsePositives(),
        point.truePositives(),
        point.precision());
  }

  private static @Nullable Calibration calibration(EvaluationDetail detail) {
    Reliability reliability = detail.reliability();
    if (reliability == null) {
      return null;
    }
    List<Bin> bins =
        reliability.bins().stream()
            .map(bin -> new Bin(bin.from(), bin.to(), bin.rows(), bin.confidence(), bin.share()))
            .toList();
    String of = detail.classes().size() == 2 ? detail.classes().getLast() : null;
    return new Calibration(of, reliability.expectedError(), bins);
  }
}
