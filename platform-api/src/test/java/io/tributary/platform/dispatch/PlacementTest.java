package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static Placement place(
      int partitions, int agents, Map<Integer, AgentId> current, int max) {
    return Placement.place(
        new ClusterSnapshot(Collections.nCopies(partitions, 10), live(agents), current, max));
  }

  private static List<LiveAgent> live(int agents) {
    return IntStream.range(0, agents)
        .mapToObj(i -> new LiveAgent(new AgentId("a" + i), "a" + i, "Haswell", 1))
        .toList();
  }

  @Property
  void everyPartitionHasOneOwnerAndSharesDifferByOneAtMost(
      @ForAll @IntRange(min = 1, max = 40) int partitions,
      @ForAll @IntRange(min = 1, max = 12) int before,
      @ForAll @IntRange(min = 1, max = 12) int after,
      @ForAll @IntRange(min = 1, max = 12) int max) {
    Placement first = place(partitions, before, Map.of(), max);
    Placement second = place(partitions, after, first.owners(), max);
    assertThat(second.owners().keySet())
        .containsExactlyElementsOf(IntStream.range(0, partitions).boxed().toList());
    Map<AgentId, Long> counts =
        second.owners().values().stream()
            .collect(Collectors.groupingBy(a -> a, Collectors.counting()));
    int agents = Math.min(Math.min(after, max), partitions);
    assertThat(counts).hasSize(agents);
    assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
        .isLessThanOrEqualTo(1);
  }

  @Property
  void nothingMovesWhenNothingChanged(
      @ForAll @IntRange(min = 1, max = 40) int partitions,
      @ForAll @IntRange(min = 1, max = 12) int agents) {
    Placement first = place(partitions, agents, Map.of(), 8);
    assertThat(place(partitions, agents, first.owners(), 8)).isEqualTo(first);
  }

  @Test
  void aNewAgentTakesOnlyItsShare() {
    Placement two = place(8, 2, Map.of(), 8);
    Placement three = place(8, 3, two.owners(), 8);
    long moved =
        three.owners().entrySet().stream()
            .filter(e -> !e.getValue().equals(two.owners().get(e.getKey())))
            .count();
    assertThat(moved).isEqualTo(2);
  }

  @Test
  void partitionsOfALostAgentGoToTheOthers() {
    Placement two = place(8, 2, Map.of(), 8);
    assertThat(place(8, 1, two.owners(), 8).owners().values()).containsOnly(new AgentId("a0"));
  }

  @Test
  void withoutAgentsNobodyOwnsAnything() {
    assertThat(place(8, 0, new TreeMap<>(), 8).owners()).isEmpty();
  }
}
