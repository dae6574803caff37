package io.tributary.platform.aggregation;

import static io.tributary.engine.plan.CompressionLevel.INT16;
import static io.tributary.engine.plan.CompressionLevel.INT8;
import static io.tributary.engine.plan.CompressionLevel.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.plan.CompressionLevel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelRuleTest {
  private static LevelRule.Sight sight(
      @Nullable CompressionLevel finer,
      @Nullable CompressionLevel coarser,
      double compute,
      double roundTrip,
      double megabytesPerSecond,
      double kept) {
    return new LevelRule.Sight(
        INT16,
        finer,
        coarser,
        new LevelChoice.Measures(
            99, compute, roundTrip, 1e6, megabytesPerSecond * 1e6, Double.NaN, kept),
        2e6,
        0.5e6);
  }

  /** A step at int16 has 1 MB, at none 2 MB, at int8 half a megabyte. */
  @ParameterizedTest
  @CsvSource({
    // Computing and round trip 10 ms, bytes as long: 20 ms; 15 at int8 are worth it.
    "6, 4, 100, 1, INT8, FEWER_BYTES, 15",
    // Half of the bytes saves a fifth of the step where bytes take two fifths of it.
    "6, 4, 151, 1, , ,",
    "6, 4, 149, 1, INT8, FEWER_BYTES, 13.36",
    // Between the two rules: int8 would save 9 %, none would cost 18 %.
    "10, 35, 100, 1, , ,",
    // None costs a tenth more where bytes take a tenth of the step.
    "10, 79, 100, 1, , ,",
    "10, 81, 100, 1, NONE, FINER, 111",
    "10, 0, Infinity, 1, NONE, FINER, 10",
    // Long round trips and long computing both make bytes cheap.
    "995, 0, 100, 1, NONE, FINER, 1015",
    "0, 995, 100, 1, NONE, FINER, 1015",
    // Too much kept back: finer, whatever it costs.
    "6, 4, 100, 10.5, NONE, TOO_MUCH_KEPT, 30",
    "6, 4, 100, 9.5, INT8, FEWER_BYTES, 15",
    "6, 4, NaN, 10.5, NONE, TOO_MUCH_KEPT, NaN",
    // Not known what bytes cost: another level tells.
    "6, 4, NaN, 1, NONE, MEASURE, NaN",
    "6, 4, NaN, NaN, NONE, MEASURE, NaN",
    // A gradient that says nothing is no reason.
    "6, 4, 100, NaN, INT8, FEWER_BYTES, 15",
  })
  void table(
      double compute,
      double roundTrip,
      double megabytesPerSecond,
      double kept,
      @Nullable CompressionLevel level,
      LevelChoice.@Nullable Reason reason,
      @Nullable Double promised) {
    LevelChoice choice =
        LevelRule.next(sight(NONE, INT8, compute, roundTrip, megabytesPerSecond, kept))
            .orElse(null);
    if (level == null) {
      assertThat(choice).isNull();
      return;
    }
    assertThat(choice).isNotNull();
    Objects.requireNonNull(choice);
    assertThat(choice.level()).isEqualTo(level);
    assertThat(choice.before()).isEqualTo(INT16);
    assertThat(choice.reason()).isEqualTo(reason);
    assertThat(choice.measures().promisedMillis()).isCloseTo(promised, within(0.01));
    assertThat(choice.measures().kept()).isEqualTo(Double.valueOf(kept));
  }

  @Test
  void nothingIsChosenThatTheJobDoesNotAllow() {
    assertThat(LevelRule.next(sight(null, null, 1, 1, Double.NaN, 99))).isEmpty();
    assertThat(LevelRule.next(sight(null, null, 1, 1, 1, 99))).isEmpty();
    assertThat(LevelRule.next(sight(null, INT8, 10, 0, Double.POSITIVE_INFINITY, 99))).isEmpty();
    assertThat(LevelRule.next(sight(NONE, null, 1, 1, 1, 1))).isEmpty();
  }

  @Test
  void theFinestLevelMeasuresAtACoarserOne() {
    assertThat(LevelRule.next(sight(null, INT8, 1, 1, Double.NaN, 1)))
        .hasValueSatisfying(choice -> assertThat(choice.level()).isEqualTo(INT8));
  }

  /** After going coarser the way back costs more than a tenth, for any shares of a step. */
  @Test
  void whatWasJustChosenIsNotTakenBack() {
    for (double fixed = 0; fixed < 100; fixed += 0.5) {
      for (double speed = 1; speed < 1_000; speed *= 1.1) {
        LevelChoice coarser = LevelRule.next(sight(null, INT8, fixed, 0, speed, 1)).orElse(null);
        if (coarser != null) {
          LevelRule.Sight after =
              new LevelRule.Sight(
                  INT8,
                  INT16,
                  null,
                  new LevelChoice.Measures(99, fixed, 0, 0.5e6, speed * 1e6, Double.NaN, 1),
                  1e6,
                  Double.NaN);
          assertThat(LevelRule.next(after)).as("%s ms, %s MB/s", fixed, speed).isEmpty();
        }
      }
    }
  }
}
