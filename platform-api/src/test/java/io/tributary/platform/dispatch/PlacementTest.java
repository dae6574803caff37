package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        new ClusterSnapshot(
            rows(partitions), live(agents), current, max, Map.of(), Set.of(), 0.15));
  }

  private static List<Double> rows(int partitions) {
    return Collections.nCopies(partitions, 10.0);
  }

  /** Agents a0, a1, ... with these milliseconds per row; 0 for an agent that was not measured. */
  private static ClusterSnapshot measured(
      int partitions, Map<Integer, AgentId> current, double minGain, double... millisPerRow) {
    Map<AgentId, AgentSpeed> speeds = new HashMap<>();
    for (int a = 0; a < millisPerRow.length; a++) {
      if (millisPerRow[a] > 0) {
        speeds.put(new AgentId("a" + a), new AgentSpeed(0, millisPerRow[a]));
      }
    }
    return new ClusterSnapshot(
        rows(partitions), live(millisPerRow.length), current, 8, speeds, Set.of(), minGain);
  }

  private static ClusterSnapshot onProbation(ClusterSnapshot snapshot, String agent) {
    return new ClusterSnapshot(
        snapshot.rowsPerStep(),
        snapshot.agents(),
        snapshot.current(),
        snapshot.maxWorkers(),
        snapshot.speeds(),
        Set.of(new AgentId(agent)),
        snapshot.minGain());
  }

  private static long owned(Placement placement, String agent) {
    return placement.owners().values().stream().filter(a -> a.value().equals(agent)).count();
  }

  private static List<LiveAgent> live(int agents) {
    return IntStream.range(0, agents)
        .mapToObj(i -> new LiveAgent(new AgentId("a" + i), "a" + i, "cpu", "Haswell", 1))
        .toList();
  }

  private static Placement atHolders(
      int agents, Map<Integer, AgentId> current, Map<Integer, Set<AgentId>> holders) {
    return Placement.place(
        new ClusterSnapshot(rows(3), live(agents), current, 8, Map.of(), Set.of(), 0.15, holders));
  }

  private static Set<AgentId> agents(String... names) {
    return Arrays.stream(names).map(AgentId::new).collect(Collectors.toSet());
  }

  @Test
  void rowsThatStayAtAgentsAreComputedThereOrNowhere() {
    Map<Integer, Set<AgentId>> holders =
        Map.of(0, agents("a1"), 1, agents("a0"), 2, agents("gone"));
    assertThat(atHolders(3, Map.of(), holders).owners())
        .isEqualTo(Map.of(0, new AgentId("a1"), 1, new AgentId("a0")));
    assertThat(atHolders(1, Map.of(0, new AgentId("a1")), holders).owners())
        .isEqualTo(Map.of(1, new AgentId("a0")));
    assertThat(atHolders(3, Map.of(), Map.of()).owners()).isEmpty();
  }

  @Test
  void aFileThatSeveralAgentsHaveStaysWithItsOwner() {
    Map<Integer, Set<AgentId>> holders = Map.of(0, agents("a0", "a2"));
    assertThat(atHolders(3, Map.of(0, new AgentId("a2")), holders).owners())
        .isEqualTo(Map.of(0, new AgentId("a2")));
    assertThat(atHolders(2, Map.of(0, new AgentId("a2")), holders).owners())
        .isEqualTo(Map.of(0, new AgentId("a0")));
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

  @Test
  void partitionsFollowSpeed() {
    Placement even = place(12, 2, Map.of(), 8);
    Placement after = Placement.place(measured(12, even.owners(), 0.15, 1, 5));
    assertThat(owned(after, "a0")).isEqualTo(10);
    assertThat(after.movedSince(even)).hasSize(4);
  }

  /** The oracle tries every way to share equal partitions among three agents. */
  @Property
  void noWayToShareIsFaster(
      @ForAll @IntRange(min = 1, max = 14) int partitions,
      @ForAll @IntRange(min = 1, max = 9) int a,
      @ForAll @IntRange(min = 1, max = 9) int b,
      @ForAll @IntRange(min = 1, max = 9) int c) {
    ClusterSnapshot snapshot = measured(partitions, Map.of(), 0.15, a, b, c);
    Placement placement = Placement.place(snapshot);
    double fastest = Double.POSITIVE_INFINITY;
    for (int x = 0; x <= partitions; x++) {
      for (int y = 0; x + y <= partitions; y++) {
        double slowest = Math.max(Math.max(x * a, y * b), (partitions - x - y) * c);
        fastest = Math.min(fastest, 10 * slowest);
      }
    }
    assertThat(placement.stepMillis(snapshot)).isEqualTo(fastest);
  }

  @Property
  void aSecondLookMovesNothing(
      @ForAll @IntRange(min = 1, max = 30) int partitions,
      @ForAll @IntRange(min = 1, max = 9) int a,
      @ForAll @IntRange(min = 1, max = 9) int b) {
    Placement first = Placement.place(measured(partitions, Map.of(), 0.01, a, b));
    assertThat(Placement.place(measured(partitions, first.owners(), 0.01, a, b))).isEqualTo(first);
  }

  @Test
  void whoIsTooSlowToHelpOwnsNothing() {
    Placement even = place(4, 2, Map.of(), 8);
    Placement after = Placement.place(measured(4, even.owners(), 0.15, 1, 5));
    assertThat(after.owners().values()).containsOnly(new AgentId("a0"));
    assertThat(Placement.place(measured(4, after.owners(), 0.15, 1, 5)))
        .as("and it is not brought back while its speed is known")
        .isEqualTo(after);
  }

  /** What each step costs an agent beside its rows can be worth more than its help. */
  @Test
  void whoIsTooFarAwayToHelpOwnsNothing() {
    Placement even = place(8, 2, Map.of(), 8);
    ClusterSnapshot far =
        new ClusterSnapshot(
            rows(8),
            live(2),
            even.owners(),
            8,
            Map.of(
                new AgentId("a0"), new AgentSpeed(2, 1), new AgentId("a1"), new AgentSpeed(90, 1)),
            Set.of(),
            0.15);
    assertThat(Placement.place(far).owners().values()).containsOnly(new AgentId("a0"));
  }

  @Test
  void nothingMovesForLessThanTheWantedGain() {
    Placement even = place(20, 2, Map.of(), 8);
    // 10 and 10 take 120, 11 and 9 take 110: 8 % less.
    ClusterSnapshot slightly = measured(20, even.owners(), 0.15, 1, 1.2);
    assertThat(Placement.place(slightly)).isEqualTo(even);
    assertThat(Placement.place(measured(20, even.owners(), 0.05, 1, 1.2))).isNotEqualTo(even);
    assertThat(Placement.place(measured(20, even.owners(), 1, 1, 9)))
        .as("moves for speed are forbidden")
        .isEqualTo(even);
  }

  @Test
  void whoIsNewGetsItsShareWhateverTheGain() {
    Placement two = place(8, 2, Map.of(), 8);
    Placement three = Placement.place(measured(8, two.owners(), 1, 1, 1, 0));
    assertThat(owned(three, "a2")).isEqualTo(2);
  }

  /** Else an agent that there is nothing for would make the others wander. */
  @Test
  void whoIsNewButGetsNothingLetsNothingMove() {
    Placement two = place(5, 2, Map.of(), 2);
    ClusterSnapshot open = measured(5, two.owners(), 0.2, 1, 1.3, 0);
    ClusterSnapshot full =
        new ClusterSnapshot(
            open.rowsPerStep(),
            open.agents(),
            open.current(),
            2,
            Map.of(
                new AgentId("a0"), new AgentSpeed(0, 1), new AgentId("a1"), new AgentSpeed(0, 1.6)),
            Set.of(),
            0.2);
    // 3 and 2 take 32; the stranger instead of a1 would make it 30, 4 and 1 would take 40.
    assertThat(Placement.place(full)).isEqualTo(two);
    assertThat(owned(Placement.place(open), "a2")).as("where there is room").isPositive();
  }

  @Test
  void whoIsOnProbationGetsOnePartition() {
    Placement one = place(8, 1, Map.of(), 8);
    ClusterSnapshot tried = onProbation(measured(8, one.owners(), 1, 1, 0), "a1");
    assertThat(owned(Placement.place(tried), "a1")).isEqualTo(1);
    ClusterSnapshot alone = onProbation(measured(8, Map.of(), 1, 0), "a0");
    assertThat(owned(Placement.place(alone), "a0")).as("where nobody else is").isEqualTo(8);
  }

  @Test
  void aFasterAgentTakesTheSlowOnesPlaceWhereNoMoreMayTakePart() {
    ClusterSnapshot full =
        new ClusterSnapshot(
            rows(6),
            live(3),
            place(6, 2, Map.of(), 2).owners(),
            2,
            Map.of(
                new AgentId("a0"),
                new AgentSpeed(0, 1),
                new AgentId("a1"),
                new AgentSpeed(0, 9),
                new AgentId("a2"),
                new AgentSpeed(0, 1)),
            Set.of(),
            0.15);
    Placement after = Placement.place(full);
    assertThat(after.owners().values())
        .containsOnly(new AgentId("a0"), new AgentId("a2"))
        .hasSize(6);
    assertThat(after.stepMillis(full)).isEqualTo(30);
  }
}
