package io.tributary.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Against values that NumPy computed ({@code make_fixtures.py} beside them): every bit. */
class UpdateRuleTest {
  private static final List<ParameterBlock> BLOCKS =
      List.of(
          new ParameterBlock(0, 5, true),
          new ParameterBlock(5, 7, false),
          new ParameterBlock(7, 11, true),
          new ParameterBlock(11, 12, false));

  record Step(int[] sums, int[] parameters) {}

  record Case(
      OptimizerDefinition optimizer,
      LearningRateSchedule schedule,
      Regularization regularization,
      int scale,
      int[] start,
      List<Step> steps,
      int[][] slots) {
    UpdateRule rule() {
      TrainingPlan plan =
          new TrainingPlan(
              new JobId(new UUID(0, 0)),
              Task.REGRESSION,
              new ModelDefinition.Linear(true, Initial.ZEROS),
              optimizer,
              schedule,
              regularization,
              new Preprocessing(List.of(), new TargetTransform.Number("y", 0, 1)),
              new BatchPlan(List.of(steps.size()), 1, 1),
              42,
              1,
              new StrategyDefinition.Synchronous(),
              new CompressionDefinition.None());
      return UpdateRule.committed(plan, BLOCKS);
    }

    float[] gradient(Step step) {
      float[] gradient = new float[step.sums().length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = step.sums()[i] * Float.intBitsToFloat(scale);
      }
      return gradient;
    }

    @Override
    public String toString() {
      return optimizer + " " + schedule + " " + regularization;
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in = UpdateRuleTest.class.getResourceAsStream("optimizers.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<Case>>() {});
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void foldsToTheBitsOfAnIndependentImplementation(Case fixture) {
    UpdateRule rule = fixture.rule();
    float[] parameters = floats(fixture.start());
    float[][] slots = new float[rule.slots()][parameters.length];

    for (int step = 0; step < fixture.steps().size(); step++) {
      Step expected = fixture.steps().get(step);
      rule.apply(parameters, slots, fixture.gradient(expected), step);

      assertThat(bits(parameters))
          .as("parameters after step %d", step)
          .isEqualTo(expected.parameters());
    }

    assertThat(slots).hasNumberOfRows(fixture.slots().length);
    for (int slot = 0; slot < slots.length; slot++) {
      assertThat(bits(slots[slot])).as("slot %d", slot).isEqualTo(fixture.slots()[slot]);
    }
  }

  @Test
  void everyOptimizerAndScheduleHasACase() throws IOException {
    assertThat(cases().stream().<Class<?>>map(c -> c.optimizer().getClass()).distinct())
        .containsExactlyInAnyOrder(
            Arrays.stream(OptimizerDefinition.class.getPermittedSubclasses())
                // A cycle of phases is no update rule; SecondOrderTest is about these.
                .filter(type -> type != OptimizerDefinition.SecondOrder.class)
                // Neither are sums of statistics; KMeansTest and its neighbours are about them.
                .filter(type -> type != OptimizerDefinition.Statistics.class)
                .toArray(Class<?>[]::new));
    assertThat(cases().stream().<Class<?>>map(c -> c.schedule().getClass()).distinct())
        .containsExactlyInAnyOrder(LearningRateSchedule.class.getPermittedSubclasses());
  }

  private static float[] floats(int[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    return values;
  }

  private static int[] bits(float[] values) {
    return Arrays.stream(boxed(values)).mapToInt(Float::floatToRawIntBits).toArray();
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return boxed;
  }
}
