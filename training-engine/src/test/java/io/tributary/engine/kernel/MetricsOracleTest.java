package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.EvaluationDetail;
import io.tributary.engine.metric.MetricAccumulator;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Metrics of scores, through the losses that count them, against scikit-learn's. */
class MetricsOracleTest {

  record Classified(
      int classes,
      float[] truth,
      float[] scores,
      Map<String, Double> metrics,
      double[] precision,
      double[] recall,
      double[] f1,
      long[] rows,
      List<List<Long>> confusion) {
    @Override
    public String toString() {
      return "%d classes, %d rows".formatted(classes, truth.length);
    }
  }

  record Counted(float[] truth, float[] scores, Map<String, Double> metrics) {}

  record Fixture(List<Classified> classification, List<Counted> poisson) {}

  private static Fixture fixture() throws IOException {
    try (InputStream in = MetricLayout.class.getResourceAsStream("metrics.json")) {
      return JsonMapper.shared().readValue(in, Fixture.class);
    }
  }

  static List<Classified> classified() throws IOException {
    return fixture().classification();
  }

  @ParameterizedTest
  @MethodSource("classified")
  void classificationsHaveTheMetricsOfScikitLearn(Classified wanted) {
    LossDefinition loss =
        wanted.classes() == 2
            ? new LossDefinition.Logistic(List.of())
            : new LossDefinition.CrossEntropy(List.of());
    TrainingPlan plan =
        TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), 1, wanted.classes()).with(loss);
    MetricLayout layout = MetricLayout.of(plan);
    MetricSums sums = sums(plan, wanted.truth(), wanted.scores());

    Map<String, Double> metrics = layout.metrics(sums);
    wanted
        .metrics()
        .forEach(
            (name, value) -> assertThat(metrics.get(name)).as(name).isCloseTo(value, within(2e-6)));
    assertThat(metrics.keySet()).containsAll(wanted.metrics().keySet()).contains("loss");
    assertThat(metrics).hasSize(wanted.metrics().size() + 1);

    EvaluationDetail detail = layout.detail(sums);
    assertThat(detail.confusion()).isEqualTo(wanted.confusion());
    for (int c = 0; c < wanted.classes(); c++) {
      EvaluationDetail.ClassFigures figures = detail.figures().get(c);
      assertThat(figures.rows()).isEqualTo(wanted.rows()[c]);
      assertThat(figures.precision()).isCloseTo(wanted.precision()[c], within(1e-12));
      assertThat(figures.recall()).isCloseTo(wanted.recall()[c], within(1e-12));
      assertThat(figures.f1()).isCloseTo(wanted.f1()[c], within(1e-12));
    }
    assertThat(detail.ranking() != null).isEqualTo(wanted.classes() == 2);
    assertThat(Objects.requireNonNull(detail.reliability()).rows())
        .isEqualTo(wanted.truth().length);
  }

  @Test
  void countsHaveTheMetricsOfScikitLearn() throws IOException {
    Counted wanted = fixture().poisson().getFirst();
    TrainingPlan like = TestPlans.plan(Task.REGRESSION, TestPlans.linear(), 1, 1);
    TrainingPlan plan =
        new TrainingPlan(
                like.job(),
                like.task(),
                like.model(),
                like.optimizer(),
                like.schedule(),
                like.regularization(),
                new Preprocessing(
                    like.preprocessing().features(), new TargetTransform.Number("y", 0, 4)),
                like.batches(),
                like.seed(),
                like.evaluateEvery(),
                like.strategy(),
                like.compression())
            .with(new LossDefinition.Poisson());
    MetricLayout layout = MetricLayout.of(plan);

    // A model learns a fourth of the label; metrics speak of the label.
    float[] truth = wanted.truth().clone();
    float[] scores = wanted.scores().clone();
    for (int row = 0; row < truth.length; row++) {
      truth[row] /= 4;
      scores[row] -= (float) Math.log(4);
    }
    Map<String, Double> metrics = layout.metrics(sums(plan, truth, scores));

    wanted
        .metrics()
        .forEach(
            (name, value) -> assertThat(metrics.get(name)).as(name).isCloseTo(value, within(1e-5)));
    assertThat(metrics).hasSize(wanted.metrics().size() + 1);
  }

  /** In three partitions, as agents would. */
  private static MetricSums sums(TrainingPlan plan, float[] truth, float[] scores) {
    MetricLayout layout = MetricLayout.of(plan);
    OutputLoss loss = OutputLoss.of(plan.loss());
    int outputs = plan.scores();
    List<MetricAccumulator> parts =
        IntStream.range(0, 3).mapToObj(p -> layout.evaluation()).toList();
    float[] used = scores.clone();
    for (int row = 0; row < truth.length; row++) {
      MetricAccumulator part = parts.get(row % 3);
      part.met(row);
      loss.row(used, row * outputs, outputs, truth[row], new double[outputs], part);
    }
    return parts.stream().map(MetricAccumulator::sums).reduce(layout.zero(), MetricSums::plus);
  }
}
