package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.platform.job.LevelCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LevelEventTest {
  private static LevelEvent event(LevelChoice.Reason reason, LevelChoice.Measures measures) {
    return LevelEvent.of(
        120,
        new LevelChoice(CompressionLevel.TOP_HUNDREDTH, CompressionLevel.INT8, reason, measures));
  }

  @ParameterizedTest
  @EnumSource(LevelChoice.Reason.class)
  void everyReasonCarriesWhatItsCodePromises(LevelChoice.Reason reason) {
    Map<String, Object> values =
        event(reason, new LevelChoice.Measures(20, 5, 2, 1.3e6, 1e8, 7.5, 11)).values();
    LevelCode code = LevelCode.valueOf(String.valueOf(values.get("why")));
    assertThat(code.name()).isEqualTo(reason.name());
    assertThat(values.keySet()).containsAll(code.facts()).containsAll(LevelCode.common());
  }

  @Test
  void saysWhatAStepWasMadeOf() {
    LevelEvent event =
        event(
            LevelChoice.Reason.FEWER_BYTES,
            new LevelChoice.Measures(20, 5, 2, 1.3e6, 1e8, 7.5, 11));
    assertThat(event.text())
        .isEqualTo(
            "From step 120 on top-1% instead of int8: of 20.0 ms a step computing takes 5.0, the round trip 2.0, and 1300.0 KB at 100.0 MB/s take 13.0; 7.5 ms are promised.");
  }

  /** JSON has no such numbers. */
  @Test
  void whatIsNotKnownIsLeftOut() {
    Map<String, Object> values =
        event(
                LevelChoice.Reason.MEASURE,
                new LevelChoice.Measures(20, 5, 2, 1e6, Double.NaN, Double.NaN, Double.NaN))
            .values();
    assertThat(values).doesNotContainKeys("bytesMillis", "megabytesPerSecond", "kept");
    assertThat(values.keySet()).containsAll(LevelCode.common());
    values =
        event(
                LevelChoice.Reason.FINER,
                new LevelChoice.Measures(20, 5, 2, 1e6, Double.POSITIVE_INFINITY, 7, Double.NaN))
            .values();
    assertThat(values).containsEntry("bytesMillis", 0.0).doesNotContainKey("megabytesPerSecond");
    assertThat(values.keySet()).containsAll(LevelCode.FINER.facts());
  }
}
