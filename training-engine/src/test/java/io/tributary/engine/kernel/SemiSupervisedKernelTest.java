package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.metric.RowMark;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.SemiSupervised;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SemiSupervisedKernelTest {
  private static final int INPUTS = 12;
  private static final int ROWS = 90;
  private static final int LABELLED = 30;
  private static final float WEIGHT = 0.5f;
  private static final float CONFIDENCE = 0.55f;
  private static final SemiSupervised.Views UNCHANGED = new SemiSupervised.Views(0, 0, 0);

  private static SemiSupervised semi(int warmup, SemiSupervised.@Nullable Views views) {
    return new SemiSupervised(
        LABELLED, ROWS - LABELLED, WEIGHT, CONFIDENCE, CONFIDENCE, warmup, views);
  }

  static Stream<TrainingPlan> plans() {
    ModelDefinition mlp = TestPlans.mlp(Activation.TANH, 5);
    ModelDefinition machine = new ModelDefinition.FactorizationMachine(2, true, Initial.RANDOM);
    ModelDefinition cnn =
        new ModelDefinition.Cnn(
            new ModelDefinition.Image(4, 3, 1),
            List.of(2),
            2,
            List.of(),
            Activation.RELU,
            true,
            Initial.RANDOM);
    LossDefinition logistic = new LossDefinition.Logistic(List.of());
    return Stream.of(
        TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), INPUTS, 3),
        TestPlans.plan(Task.CLASSIFICATION, TestPlans.linear(), INPUTS, 2).with(logistic),
        TestPlans.plan(Task.CLASSIFICATION, machine, INPUTS, 2).with(logistic),
        TestPlans.plan(Task.CLASSIFICATION, cnn, INPUTS, 3),
        TestPlans.plan(Task.CLASSIFICATION, mlp, INPUTS, 3));
  }

  /** Two rows of three have no label. */
  private static Examples examples(TrainingPlan plan) {
    Examples all = TestPlans.examples(plan, ROWS, 7);
    float[] targets = all.targets().clone();
    for (int row = 0; row < ROWS; row++) {
      targets[row] = row % 3 == 0 ? targets[row] : Float.NaN;
    }
    return new Examples(all.inputRows(), targets);
  }

  private static int[] shuffled() {
    List<Integer> rows = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    Collections.shuffle(rows, new Random(3));
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static float[] parameters(TrainingPlan plan) {
    float[] parameters = InitialParameters.of(plan);
    Random random = new Random(11);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian() * 0.4f;
    }
    return parameters;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void gradientsAreThoseOfLabelledRowsAndOfSureOnesWithTheClassThatTheyHave(TrainingPlan plan) {
    Examples examples = examples(plan);
    int[] order = shuffled();
    int from = 10;
    int count = 60;
    int[] batch = Arrays.copyOfRange(order, from, from + count);
    float[] targets = examples.targets();
    int[] labelled = Arrays.stream(batch).filter(row -> !Float.isNaN(targets[row])).toArray();
    int[] open = Arrays.stream(batch).filter(row -> Float.isNaN(targets[row])).toArray();

    float[] wanted;
    int sureRows = 0;
    double confidences = 0;
    Map<String, Double> plainMetrics;
    try (GradientKernel plain = GradientKernels.create(plan)) {
      plain.load(parameters(plan));
      wanted = new float[plain.parameterCount()];
      plainMetrics =
          MetricLayout.of(plan)
              .metrics(plain.gradient(examples, labelled, 0, labelled.length, wanted));
      float[] outputs = new float[open.length * plan.scores()];
      plain.outputs(examples, open, 0, open.length, outputs);
      float[] given = new float[ROWS];
      int[] sure = new int[open.length];
      for (int i = 0; i < open.length; i++) {
        double[] probabilities = probabilities(outputs, i, plan.scores());
        int best = best(probabilities);
        if (probabilities[best] >= CONFIDENCE) {
          given[open[i]] = best;
          sure[sureRows++] = open[i];
          confidences += probabilities[best];
        }
      }
      float[] more = new float[wanted.length];
      plain.gradient(new Examples(examples.inputRows(), given), sure, 0, sureRows, more);
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] =
            (float)
                (wanted[i] * (ROWS / (double) LABELLED)
                    + more[i] * (WEIGHT * ROWS / (double) (ROWS - LABELLED)));
      }
    }
    assertThat(sureRows).isBetween(1, open.length - 1);

    TrainingPlan semi = plan.with(semi(0, null));
    try (GradientKernel kernel = GradientKernels.create(semi)) {
      kernel.load(parameters(plan));
      float[] found = new float[wanted.length];
      MetricSums sums = kernel.gradient(examples, order, from, count, found);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(found[i]).as("parameter %d", i).isCloseTo(wanted[i], within(2e-3f));
      }
      assertThat(sums.rows()).isEqualTo(count);
      assertThat(sums.mark()).isEqualTo(Arrays.stream(batch).mapToLong(RowMark::of).sum());
      Map<String, Double> metrics = MetricLayout.of(semi).metrics(sums);
      assertThat(metrics).containsAllEntriesOf(plainMetrics);
      assertThat(metrics.get("pseudoLabelled"))
          .isCloseTo(sureRows / (double) open.length, within(1e-6));
      assertThat(metrics.get("pseudoConfidence")).isCloseTo(confidences / sureRows, within(1e-5));
    }
  }

  private static double[] probabilities(float[] outputs, int row, int scores) {
    if (scores == 1) {
      double one = 1 / (1 + Math.exp(-outputs[row]));
      return new double[] {1 - one, one};
    }
    double[] all = new double[scores];
    double sum = 0;
    for (int i = 0; i < scores; i++) {
      all[i] = Math.exp(outputs[row * scores + i]);
      sum += all[i];
    }
    for (int i = 0; i < scores; i++) {
      all[i] /= sum;
    }
    return all;
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static float[] gradient(TrainingPlan plan, int epoch, long key) {
    try (GradientKernel kernel = GradientKernels.create(plan)) {
      kernel.load(parameters(plan));
      kernel.epoch(epoch);
      kernel.draw(key);
      float[] gradient = new float[kernel.parameterCount()];
      kernel.gradient(examples(plan), shuffled(), 0, ROWS, gradient);
      return gradient;
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void viewsThatChangeNothingAreThePseudoLabels(TrainingPlan plan) {
    assertThat(gradient(plan.with(semi(0, UNCHANGED)), 0, 5))
        .containsExactly(gradient(plan.with(semi(0, null)), 0, 5));
  }

  @Test
  void viewsComeFromTheKey() {
    TrainingPlan plan =
        plans().toList().getLast().with(semi(0, new SemiSupervised.Views(0.3f, 0.4f, 0)));
    assertThat(gradient(plan, 0, 5)).containsExactly(gradient(plan, 0, 5));
    assertThat(gradient(plan, 0, 5)).isNotEqualTo(gradient(plan, 0, 6));
  }

  @Test
  void whileItWarmsUpRowsWithoutALabelAreNotLookedAt() {
    TrainingPlan plan = plans().toList().getFirst();
    SemiSupervised none =
        new SemiSupervised(LABELLED, ROWS - LABELLED, 0, CONFIDENCE, CONFIDENCE, 0, null);
    assertThat(gradient(plan.with(semi(1, null)), 0, 5))
        .containsExactly(gradient(plan.with(none), 0, 5))
        .isNotEqualTo(gradient(plan.with(semi(1, null)), 1, 5));
  }

  @Test
  void confidenceGoesInAStraightLineFromTheFirstEpochThatLooksToTheLast() {
    SemiSupervised semi = new SemiSupervised(1, 1, 1, 0.9f, 0.5f, 2, null);
    assertThat(semi.looksIn(1)).isFalse();
    assertThat(semi.looksIn(2)).isTrue();
    assertThat(semi.confidenceIn(2, 7)).isCloseTo(0.9, within(1e-6));
    assertThat(semi.confidenceIn(4, 7)).isCloseTo(0.7, within(1e-6));
    assertThat(semi.confidenceIn(6, 7)).isCloseTo(0.5, within(1e-6));
    assertThat(semi.confidenceIn(2, 3)).isCloseTo(0.5, within(1e-6));
  }
}
