package io.tributary.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.web.jobs.SpecComparison.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Specs compared setting by setting. */
class SpecComparisonTest {

  @Test
  void whatOneSpecLacksDiffersAndTheOrderOfKeysDoesNot() throws Exception {
    SpecComparison comparison =
        SpecComparison.of(
            List.of(
                JobDocuments.parse("{task: a, model: {type: mlp, hidden: [2, 3]}}"),
                JobDocuments.parse("{model: {hidden: [2, 3], type: mlp}, task: a, priority: 0}")));
    assertThat(comparison.different()).containsExactly(new Line("priority", List.of("", "0")));
    assertThat(comparison.equal())
        .extracting(Line::path)
        .containsExactly("task", "model.type", "model.hidden");
  }

  @Test
  void oneOfThreeThatDiffersIsADifference() {
    SpecComparison comparison =
        SpecComparison.of(List.of(Map.of("seed", 1), Map.of("seed", 1), Map.of("seed", 2)));
    assertThat(comparison.equal()).isEmpty();
    assertThat(comparison.different()).containsExactly(new Line("seed", List.of("1", "1", "2")));
  }
}
