package io.tributary.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.plan.OptimizerDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Against values that NumPy computed ({@code make_fixtures.py} beside them): every bit. */
class OptimizersTest {

  record Step(int[] sums, int[] parameters) {}

  record Case(
      OptimizerDefinition optimizer,
      int scale,
      int offset,
      int[] start,
      List<Step> steps,
      int[][] slots) {
    @Override
    public String toString() {
      return optimizer.toString();
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in = OptimizersTest.class.getResourceAsStream("optimizers.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<Case>>() {});
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void foldsToTheBitsOfAnIndependentImplementation(Case fixture) {
    Optimizer optimizer = Optimizers.create(fixture.optimizer());
    float[] parameters = floats(fixture.start());
    float[][] slots = new float[optimizer.slots()][parameters.length];

    for (int step = 0; step < fixture.steps().size(); step++) {
      Step expected = fixture.steps().get(step);
      optimizer.fold(
          parameters,
          slots,
          gradient(expected.sums(), fixture.scale()),
          fixture.offset(),
          expected.sums().length,
          step);

      assertThat(bits(parameters))
          .as("parameters after step %d", step)
          .isEqualTo(expected.parameters());
    }

    assertThat(slots).hasNumberOfRows(fixture.slots().length);
    for (int slot = 0; slot < slots.length; slot++) {
      assertThat(bits(slots[slot])).as("slot %d", slot).isEqualTo(fixture.slots()[slot]);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void foldingARangeInPiecesGivesTheSameBits(Case fixture) {
    Optimizer optimizer = Optimizers.create(fixture.optimizer());
    float[] gradient = gradient(fixture.steps().getFirst().sums(), fixture.scale());
    float[] whole = floats(fixture.start());
    float[] pieces = floats(fixture.start());
    float[][] slots = new float[optimizer.slots()][whole.length];

    optimizer.fold(whole, new float[optimizer.slots()][whole.length], gradient, 2, 7, 4);
    optimizer.fold(pieces, slots, gradient, 2, 3, 4);
    optimizer.fold(pieces, slots, Arrays.copyOfRange(gradient, 3, 7), 5, 4, 4);

    assertThat(pieces).isEqualTo(whole);
  }

  private static float[] gradient(int[] sums, int scale) {
    float[] gradient = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      gradient[i] = sums[i] * Float.intBitsToFloat(scale);
    }
    return gradient;
  }

  private static float[] floats(int[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    return values;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
