package io.tributary.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.optimizer.Optimizer;
import io.tributary.engine.optimizer.Optimizers;
import io.tributary.engine.plan.OptimizerDefinition;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingStateTest {
  private static final Optimizer SGD = Optimizers.create(new OptimizerDefinition.Sgd(0.5f));

  private static Update update(long step, int rows, int... sums) {
    MetricSums train = new MetricSums(rows, new long[] {0}, true);
    return new Update(step, sums, new int[] {-1}, new int[] {-3}, new UpdateSummary(train, null));
  }

  @Test
  void foldsTheMeanOfTheSummedGradient() {
    TrainingState state = TrainingState.initial(new float[] {1f, 2f}, 0);
    state.fold(update(0, 4, 8, -16), SGD);
    // Sums are 8 / 2 and -16 / 2 on the grid 2^-1; the means over 4 rows are 1 and -2.
    assertThat(state.parameters()).containsExactly(0.5f, 3f);
    assertThat(state.step()).isEqualTo(1);
    assertThat(state.exponents()).containsExactly(-3);
  }

  @Test
  void aStepWithoutRowsChangesNothingButTheStep() {
    TrainingState state = TrainingState.initial(new float[] {1f, 2f}, 0);
    state.fold(update(0, 0, 0, 0), SGD);
    assertThat(state.parameters()).containsExactly(1f, 2f);
    assertThat(state.step()).isEqualTo(1);
  }

  @Test
  void anUpdateOutOfOrderIsRefused() {
    TrainingState state = TrainingState.initial(new float[] {1f, 2f}, 0);
    assertThatThrownBy(() -> state.fold(update(1, 4, 8, -16), SGD))
        .hasMessage("update of step 1 cannot follow 0 committed steps");
  }

  @Test
  void survivesItsBytes() {
    Optimizer momentum = Optimizers.create(new OptimizerDefinition.Momentum(0.1f, 0.9f));
    TrainingState state = TrainingState.initial(new float[] {1f, 2f}, momentum.slots());
    state.fold(update(0, 4, 8, -16), momentum);
    TrainingState read = TrainingState.read(state.toBytes());
    assertThat(read.toBytes()).isEqualTo(state.toBytes());
    state.fold(update(1, 4, 1, 1), momentum);
    read.fold(update(1, 4, 1, 1), momentum);
    assertThat(read.parameters()).isEqualTo(state.parameters());
  }

  @Test
  void bytesThatWereCutAreRefused() {
    byte[] bytes = TrainingState.initial(new float[] {1f, 2f}, 1).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> TrainingState.read(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void digestsTellBitsApart() {
    assertThat(ParametersDigest.hexOf(new float[] {0f}))
        .isNotEqualTo(ParametersDigest.hexOf(new float[] {-0f}))
        .hasSize(64);
    float[] many = new float[100_000];
    String zeros = ParametersDigest.hexOf(many);
    many[99_999] = Float.MIN_VALUE;
    assertThat(ParametersDigest.hexOf(many)).isNotEqualTo(zeros);
  }
}
