package io.tributary.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.client.job.CrossValidation.Fold;
import io.tributary.client.job.CrossValidation.Spread;
import io.tributary.client.job.JobSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CrossValidationsTest {

  @Test
  void meanAndSpreadAreOfTheJobsThatSucceeded() {
    Map<String, Spread> spreads =
        CrossValidations.spreads(
            List.of(
                fold(1, "SUCCEEDED", Map.of("r2", 0.5, "train", Map.of("r2", 0.9))),
                fold(2, "SUCCEEDED", Map.of("r2", 0.7, "mae", 2.0)),
                fold(3, "RUNNING", Map.of("r2", 0.1)),
                fold(4, "SUCCEEDED", Map.of("r2", 0.9))));

    assertThat(spreads).containsOnlyKeys("mae", "r2");
    Spread r2 = Objects.requireNonNull(spreads.get("r2"));
    assertThat(r2.mean()).isCloseTo(0.7, within(1e-12));
    assertThat(r2.standardDeviation()).isCloseTo(0.2, within(1e-12));
    assertThat(r2.smallest()).isEqualTo(0.5);
    assertThat(r2.largest()).isEqualTo(0.9);
    assertThat(r2.jobs()).isEqualTo(3);
    assertThat(spreads.get("mae")).isEqualTo(new Spread(2, 0, 2, 2, 1));
  }

  private static Fold fold(int fold, String state, Map<String, Object> metrics) {
    return new Fold(
        fold,
        new JobSummary(
            "id",
            "name",
            state,
            null,
            "d@1",
            "regression",
            "linear",
            1,
            1,
            metrics,
            Instant.EPOCH,
            null,
            null,
            "ada"));
  }
}
