package io.tributary.platform.aggregation;

import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.platform.job.MoveCode;
import io.tributary.platform.job.RelayCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the job's history says about a move.
 *
 * @param text one sentence
 * @param values {@code why}, a {@link MoveCode}, and what that code promises; {@code relaying}, a
 *     {@link RelayCode}, where there are relays, and what that promises
 */
record MoveEvent(String text, Map<String, Object> values) {

  /**
   * @param nameOf the name that people know an agent by
   */
  static MoveEvent of(Generation generation, Move move, Function<AgentId, String> nameOf) {
    Map<String, Object> values = new HashMap<>();
    List<String> owned = owned(move, nameOf);
    values.put("generation", generation.value());
    values.put("owned", owned);
    values.put("moved", move.moved());
    List<String> relays = move.relays().stream().map(relay -> relayed(relay, nameOf)).toList();
    values.put("relays", relays);
    if (move.unfit() || !relays.isEmpty()) {
      values.put("relaying", (relays.isEmpty() ? RelayCode.UNFIT : RelayCode.SUMMED).name());
    }
    String why =
        switch (move.cause()) {
          case Move.Cause.TakenOver took -> {
            values.put("why", MoveCode.TAKEN_OVER.name());
            yield "a coordinator took over";
          }
          case Move.Cause.AgentsChanged changed -> {
            values.put("why", MoveCode.AGENTS_CHANGED.name());
            yield "agents came or went";
          }
          case Move.Cause.Faster faster -> {
            values.put("why", MoveCode.FASTER.name());
            values.put("beforeMillis", faster.beforeMillis());
            values.put("afterMillis", faster.afterMillis());
            yield "partitions %s moved to faster agents, which promises steps of %.1f ms instead of %.1f ms"
                .formatted(joined(move.moved()), faster.afterMillis(), faster.beforeMillis());
          }
          case Move.Cause.Late late -> {
            List<String> names = late.agents().stream().map(nameOf).toList();
            values.put("why", MoveCode.LATE.name());
            values.put("agentNames", names);
            values.put("step", late.step());
            values.put("seconds", late.seconds());
            yield "step %d waited %.1f s for %s, whose partitions went to others"
                .formatted(late.step(), late.seconds(), joined(names));
          }
          case Move.Cause.RelaysLate late -> {
            List<String> names =
                late.relays().stream().map(r -> nameOf.apply(new AgentId(r.relay()))).toList();
            List<String> sites = late.relays().stream().map(SiteRelay::site).toList();
            values.put("why", MoveCode.RELAYS_LATE.name());
            values.put("agentNames", names);
            values.put("sites", sites);
            values.put("step", late.step());
            values.put("seconds", late.seconds());
            yield "step %d waited %.1f s for what relay %s sums; agents of site %s contribute themselves"
                .formatted(late.step(), late.seconds(), joined(names), joined(sites));
          }
          case Move.Cause.RelaysChanged changed -> {
            values.put("why", MoveCode.RELAYS_CHANGED.name());
            yield "other relays sum than before";
          }
          case Move.Cause.TriedAgain again -> {
            List<String> names = again.agents().stream().map(nameOf).toList();
            values.put("why", MoveCode.TRIED_AGAIN.name());
            values.put("agentNames", names);
            yield "%s is tried again".formatted(joined(names));
          }
        };
    return new MoveEvent(
        "Generation %s, %s: %s.%s"
            .formatted(generation, why, String.join(", ", owned), relaying(relays, move.unfit())),
        Map.copyOf(values));
  }

  private static String relaying(List<String> relays, boolean unfit) {
    if (unfit) {
      return " Relays are not used: a step of this job is one partition's batch, not a sum.";
    }
    return relays.isEmpty() ? "" : " Summed by relays: %s.".formatted(String.join(", ", relays));
  }

  private static String relayed(SiteRelay relay, Function<AgentId, String> nameOf) {
    List<String> others =
        relay.agents().stream()
            .filter(agent -> !agent.equals(relay.relay()))
            .map(agent -> nameOf.apply(new AgentId(agent)))
            .toList();
    return "%s [%s] + %s"
        .formatted(nameOf.apply(new AgentId(relay.relay())), relay.site(), joined(others));
  }

  private static List<String> owned(Move move, Function<AgentId, String> nameOf) {
    List<String> owned = new ArrayList<>();
    move.after()
        .byAgent()
        .forEach(
            (agent, partitions) ->
                owned.add("%s %s".formatted(nameOf.apply(new AgentId(agent)), partitions)));
    return owned.isEmpty() ? List.of("–") : owned;
  }

  private static String joined(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
