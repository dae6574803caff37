package io.tributary.engine.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.preprocessing.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** DANE against the iterations of an independent implementation in float64. */
class DaneTest {
  private static final int INPUTS = 4;

  /** Parameters after an iteration, and the length that its line search chose. */
  record Iteration(double length, double[] parameters) {}

  record Case(
      String task,
      int outputs,
      float l2,
      float eta,
      float mu,
      List<float[]> features,
      List<float[]> targets,
      List<Iteration> iterations) {
    ConvexProblem problem() {
      List<Examples> parts = new ArrayList<>();
      for (int p = 0; p < targets.size(); p++) {
        parts.add(new Examples(targets.get(p).length, INPUTS, features.get(p), targets.get(p)));
      }
      return new ConvexProblem(
          Task.valueOf(task.toUpperCase(Locale.ROOT)), INPUTS, outputs, l2, parts);
    }

    @Override
    public String toString() {
      return "%s, eta %s, mu %s".formatted(task, eta, mu);
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in = DaneTest.class.getResourceAsStream("dane.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<Case>>() {});
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyIterationIsThatOfExactLocalSolutions(Case fixture) {
    ConvexProblem problem = fixture.problem();
    OptimizerDefinition dane = new OptimizerDefinition.Dane(fixture.eta(), fixture.mu(), 20, 100);
    try (PlainJob job = problem.job(dane, problem.partitions)) {
      for (int i = 0; i < fixture.iterations().size(); i++) {
        job.iterations(1);
        double[] expected = fixture.iterations().get(i).parameters();
        float[] actual = job.state().parameters();
        for (int k = 0; k < expected.length; k++) {
          assertThat((double) actual[k])
              .as("parameter %d after iteration %d", k, i + 1)
              .isCloseTo(expected[k], within(1e-4));
        }
      }
    }
  }

  @Test
  void onAQuadraticOneLocalStepIsGiant() {
    ConvexProblem ridge = new ConvexProblem(Task.REGRESSION, 9, 0, 0.05f, List.of(50, 40, 30), 2);
    try (PlainJob dane = ridge.job(new OptimizerDefinition.Dane(1, 0, 1, 50), ridge.partitions);
        PlainJob giant = ridge.job(new OptimizerDefinition.Giant(50), ridge.partitions)) {
      for (int i = 0; i < 3; i++) {
        dane.iterations(1);
        giant.iterations(1);
        assertThat(dane.state().parameters())
            .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6f ? 0 : 1)
            .containsExactly(giant.state().parameters());
      }
    }
  }

  /** Fewer rows than columns, almost no penalty: where DANE without a line search diverges. */
  @Test
  void onTinyPartitionsTheObjectiveFallsAllTheSame() {
    ConvexProblem problem =
        new ConvexProblem(Task.CLASSIFICATION, 20, 2, 1e-4f, List.of(13, 11, 12, 9, 10), 5);
    double before = problem.objective(new double[problem.parameters()]);
    try (PlainJob job =
        problem.job(new OptimizerDefinition.Dane(1, 0, 5, 50), problem.partitions)) {
      for (int i = 0; i < 25; i++) {
        job.iterations(1);
        double now = problem.objective(job.state().parameters());
        assertThat(now).isLessThan(before);
        before = now;
      }
    }
  }

  @Test
  void aStrongerHoldMovesLess() {
    ConvexProblem problem = new ConvexProblem(Task.CLASSIFICATION, 6, 3, 0.01f, List.of(40, 40), 3);
    double last = Double.POSITIVE_INFINITY;
    for (float mu : new float[] {0, 0.1f, 1}) {
      try (PlainJob job =
          problem.job(new OptimizerDefinition.Dane(1, mu, 3, 50), problem.partitions)) {
        job.iterations(1);
        double norm = 0;
        for (float weight : job.state().parameters()) {
          norm += weight * weight;
        }
        assertThat(norm).isPositive().isLessThan(last);
        last = norm;
      }
    }
  }
}
