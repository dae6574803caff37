package io.tributary.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyTest {
  @Test
  void aRingHasTwoNeighbours() {
    assertThat(Topology.RING.sources(0, 5)).containsExactly(0, 1, 4);
    assertThat(Topology.RING.sources(1, 2)).containsExactly(0, 1);
    assertThat(Topology.EXPONENTIAL.sources(6, 8)).containsExactly(0, 2, 6, 7);
    assertThat(Topology.COMPLETE.sources(1, 3)).containsExactly(0, 1, 2);
  }

  /** Else the mean of all models would move without anybody learning. */
  @ParameterizedTest
  @EnumSource
  void everybodyIsTakenAsOftenAsHeTakes(Topology topology) {
    for (int partitions = 1; partitions < 20; partitions++) {
      int all = partitions;
      List<Integer> taken =
          IntStream.range(0, all).boxed().flatMap(p -> topology.sources(p, all).stream()).toList();
      for (int p = 0; p < partitions; p++) {
        int partition = p;
        assertThat(taken.stream().filter(t -> t == partition).count())
            .isEqualTo(topology.sources(p, partitions).size());
      }
    }
  }
}
