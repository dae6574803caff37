package io.tributary.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeFilesTest {
  private static final EdgeFiles FILES = new EdgeFiles(List.of("a", "b"), 0.25, 7);

  @Test
  void theShareOfEachFileIsHeldOutAndWhoeverAsksGetsTheSameRows() {
    assertThat(FILES.held(0, 1000).cardinality()).isEqualTo(250);
    assertThat(FILES.held(0, 1000))
        .isEqualTo(new EdgeFiles(List.of("a", "b"), 0.25, 7).held(0, 1000));
  }

  @Test
  void filesOfOneLengthHoldOutOtherRows() {
    assertThat(FILES.held(0, 1000)).isNotEqualTo(FILES.held(1, 1000));
    assertThat(FILES.held(0, 1000))
        .isNotEqualTo(new EdgeFiles(List.of("a", "b"), 0.25, 8).held(0, 1000));
  }

  @Test
  void aRowIsLeftForTraining() {
    assertThat(new EdgeFiles(List.of("a"), 0.9, 1).heldRows(1)).isZero();
    assertThat(new EdgeFiles(List.of("a"), 0.99, 1).heldRows(3)).isEqualTo(2);
  }

  @Test
  void nothingToTrainOnIsRefused() {
    assertThatThrownBy(() -> new EdgeFiles(List.of("a"), 1, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new EdgeFiles(List.of(), 0, 1)).hasMessageContaining("0 files");
  }
}
