package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteRelaysTest {
  private static final AgentId A = new AgentId("a");
  private static final AgentId B = new AgentId("b");
  private static final AgentId C = new AgentId("c");
  private static final AgentId D = new AgentId("d");
  private static final Placement ALL = new Placement(new TreeMap<>(Map.of(0, A, 1, B, 2, C, 3, D)));

  private static LiveAgent agent(AgentId id, @Nullable String site, boolean relay) {
    return new LiveAgent(id, id.value(), "cpu", "Haswell", 1, site, relay);
  }

  private static List<SiteRelay> of(Placement placement, Set<AgentId> resting) {
    return SiteRelays.of(
        placement,
        List.of(
            agent(A, "north", false),
            agent(B, "north", true),
            agent(C, "north", true),
            agent(D, null, false)),
        resting);
  }

  @Test
  void theFirstOfASiteThatMayBeOneSumsForAllOfItsAgents() {
    assertThat(of(ALL, Set.of()))
        .containsExactly(new SiteRelay("north", "b", List.of("a", "b", "c")));
  }

  @Test
  void oneThatRestsIsReplaced() {
    assertThat(of(ALL, Set.of(B)))
        .containsExactly(new SiteRelay("north", "c", List.of("a", "b", "c")));
    assertThat(of(ALL, Set.of(B, C))).isEmpty();
  }

  @Test
  void onlyWhoOwnsPartitionsCounts() {
    Placement without = new Placement(new TreeMap<>(Map.of(0, A, 1, C, 2, C, 3, D)));
    assertThat(of(without, Set.of()))
        .containsExactly(new SiteRelay("north", "c", List.of("a", "c")));
  }

  @Test
  void whoIsAloneNeedsNoRelay() {
    Placement alone = new Placement(new TreeMap<>(Map.of(0, B, 1, D)));
    assertThat(of(alone, Set.of())).isEmpty();
  }

  @Test
  void aSiteWithoutARelayHasNone() {
    assertThat(
            SiteRelays.of(
                ALL,
                List.of(
                    agent(A, "south", false), agent(B, "south", false), agent(C, "north", true)),
                Set.of()))
        .isEmpty();
  }
}
