package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.platform.dispatch.Placement;
import io.tributary.platform.job.MoveCode;
import io.tributary.platform.job.RelayCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MoveEventTest {
  private static final AgentId A = new AgentId("a");
  private static final AgentId B = new AgentId("b");
  private static final Placement BEFORE = new Placement(new TreeMap<>(Map.of(0, A, 1, B, 2, B)));
  private static final Placement AFTER = new Placement(new TreeMap<>(Map.of(0, A, 1, B, 2, A)));

  private static final List<SiteRelay> RELAYS =
      List.of(new SiteRelay("north", "a", List.of("a", "b")));

  private static MoveEvent event(Move.Cause cause) {
    return MoveEvent.of(
        new Generation(5),
        new Move(BEFORE, AFTER, List.of(), false, cause),
        agent -> "edge-" + agent.value());
  }

  @Test
  void saysWhichRelaysSumForWhom() {
    Move move = new Move(BEFORE, AFTER, RELAYS, false, new Move.Cause.RelaysChanged());
    MoveEvent event = MoveEvent.of(new Generation(5), move, agent -> "edge-" + agent.value());
    assertThat(event.text())
        .isEqualTo(
            "Generation 5, other relays sum than before: edge-a [0, 2], edge-b [1]. Summed by relays: edge-a [north] + edge-b.");
    assertThat(event.values())
        .containsEntry("relaying", RelayCode.SUMMED.name())
        .containsEntry("relays", List.of("edge-a [north] + edge-b"));
  }

  @Test
  void saysWhyThereIsNoRelay() {
    Move move = new Move(BEFORE, AFTER, List.of(), true, new Move.Cause.TakenOver());
    MoveEvent event = MoveEvent.of(new Generation(5), move, agent -> "edge-" + agent.value());
    assertThat(event.text()).contains("Relays are not used");
    assertThat(event.values()).containsEntry("relaying", RelayCode.UNFIT.name());
  }

  static Stream<Move.Cause> causes() {
    return Stream.of(
        new Move.Cause.TakenOver(),
        new Move.Cause.AgentsChanged(),
        new Move.Cause.Faster(30, 12.5),
        new Move.Cause.Late(List.of(B), 118, 1.1),
        new Move.Cause.RelaysLate(RELAYS, 118, 3.5),
        new Move.Cause.RelaysChanged(),
        new Move.Cause.TriedAgain(List.of(A)));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void everyCauseCarriesWhatItsCodePromises(Move.Cause cause) {
    Map<String, Object> values = event(cause).values();
    MoveCode code = MoveCode.valueOf(String.valueOf(values.get("why")));
    assertThat(values.keySet()).containsAll(code.facts()).containsAll(MoveCode.common());
  }

  @Test
  void everyCodeHasACause() {
    assertThat(causes().map(cause -> event(cause).values().get("why")))
        .containsExactlyInAnyOrder(
            Stream.of(MoveCode.values()).map(MoveCode::name).toArray(Object[]::new));
  }

  @Test
  void saysWhoWasLateForWhat() {
    MoveEvent event = event(new Move.Cause.Late(List.of(B), 118, 1.1));
    assertThat(event.text())
        .isEqualTo(
            "Generation 5, step 118 waited 1.1 s for edge-b, whose partitions went to others: edge-a [0, 2], edge-b [1].");
    assertThat(event.values()).containsEntry("moved", List.of(2));
  }

  @Test
  void saysWhatAMoveForSpeedPromises() {
    assertThat(event(new Move.Cause.Faster(30, 12.5)).text())
        .contains("steps of 12.5 ms instead of 30.0 ms");
  }
}
