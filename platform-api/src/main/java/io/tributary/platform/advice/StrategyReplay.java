package io.tributary.platform.advice;

import io.tributary.engine.plan.StrategyDefinition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * What recorded times give under another strategy. Each agent computes one thing after the other;
 * an update and a contribution each take half of the recorded way; the control plane commits one
 * step after the other. Time only: it knows nothing of what is learnt.
 */
final class StrategyReplay {
  private final List<Round> rounds;

  /**
   * @param recorded in their order; those after the last change of owners are used
   */
  StrategyReplay(List<Round> recorded) {
    int from = recorded.size();
    while (from > 0 && shape(recorded.get(from - 1)).equals(shape(recorded.getLast()))) {
      from--;
    }
    this.rounds =
        recorded.subList(from, recorded.size()).stream().map(StrategyReplay::sorted).toList();
  }

  private static Round sorted(Round round) {
    return new Round(
        round.commit(),
        round.turns().stream().sorted(Comparator.comparingInt(Round.Turn::agent)).toList());
  }

  /** Who owns how many partitions. */
  private static List<List<Integer>> shape(Round round) {
    return sorted(round).turns().stream()
        .map(turn -> List.of(turn.agent(), turn.partitions()))
        .toList();
  }

  /** Steps that are replayed. */
  int rounds() {
    return rounds.size();
  }

  /**
   * Microseconds in which every partition works through one batch, on average; empty where there
   * are too few rounds or too many partitions to replay it.
   */
  OptionalDouble micros(StrategyDefinition strategy) {
    return switch (strategy) {
      case StrategyDefinition.Synchronous s -> inSteps(0);
      case StrategyDefinition.Pipelined pipelined -> inSteps(pipelined.staleness());
      case StrategyDefinition.LocalSgd local -> local(local.localSteps());
      case StrategyDefinition.ByArrival own -> ArrivalReplay.micros(rounds, own.bound());
      case StrategyDefinition.Gossip gossip -> OptionalDouble.empty();
    };
  }

  /** An agent computes step t when it has the update of step t - 1 - staleness. */
  private OptionalDouble inSteps(int staleness) {
    if (rounds.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] free = new double[rounds.getFirst().turns().size()];
    double[] committed = new double[rounds.size()];
    for (int t = 0; t < rounds.size(); t++) {
      Round round = rounds.get(t);
      double complete = t == 0 ? 0 : committed[t - 1];
      int wanted = t - 1 - staleness;
      for (int a = 0; a < free.length; a++) {
        Round.Turn turn = round.turns().get(a);
        double there = wanted < 0 ? 0 : committed[wanted] + turn.transit() / 2.0;
        free[a] = Math.max(free[a], there) + turn.busy();
        complete = Math.max(complete, free[a] + turn.transit() / 2.0);
      }
      committed[t] = complete + round.commit();
    }
    return OptionalDouble.of(committed[rounds.size() - 1] / rounds.size());
  }

  /** A step of so many batches: computed one by one, told once. */
  private OptionalDouble local(int batches) {
    int steps = rounds.size() / batches;
    double micros = 0;
    for (int step = 0; step < steps; step++) {
      List<Round> some = rounds.subList(step * batches, (step + 1) * batches);
      Round last = some.getLast();
      double slowest = 0;
      for (int a = 0; a < last.turns().size(); a++) {
        int agent = a;
        Round.Turn turn = last.turns().get(a);
        ToLongFunction<Round> compute = round -> round.turns().get(agent).compute();
        double computing = some.stream().mapToLong(compute).sum();
        slowest = Math.max(slowest, computing + turn.busy() - turn.compute() + turn.transit());
      }
      micros += slowest + last.commit();
    }
    return steps == 0 ? OptionalDouble.empty() : OptionalDouble.of(micros / (steps * batches));
  }

  /**
   * Rounds of {@code batches} batches each as so many rounds of one, which share its computing
   * evenly.
   */
  static List<Round> batchByBatch(List<Round> recorded, int batches) {
    return recorded.stream()
        .flatMap(
            round -> {
              Round one =
                  new Round(
                      round.commit(),
                      round.turns().stream().map(turn -> share(turn, batches)).toList());
              Round[] all = new Round[batches];
              Arrays.fill(all, one);
              return Arrays.stream(all);
            })
        .toList();
  }

  private static Round.Turn share(Round.Turn turn, int batches) {
    return new Round.Turn(
        turn.agent(),
        turn.partitions(),
        turn.compute() / batches,
        turn.encode(),
        turn.send(),
        turn.fold(),
        turn.transit());
  }
}
