package io.tributary.platform.advice;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;

/**
 * Replays recorded times where each partition's batch is a step of its own: event by event, as
 * agents choose and the control plane commits. Not thread-safe.
 */
final class ArrivalReplay {
  /** As agents have it: a batch may be on its way while the next is computed. */
  private static final int ON_THEIR_WAY = 1;

  private static final double MOST_WORK = 4e7;
  private static final int LEAST_ROUNDS = 4;

  private enum Kind {
    /** A batch is at the control plane. */
    ARRIVED,
    /** An agent has a batch's update. */
    KNOWN,
    /** An agent has sent a batch. */
    FREE
  }

  private record Event(double at, long number, Kind kind, int agent, int partition, int clock) {}

  private final List<Round> rounds;
  private final long bound;
  private final int[] ownerOf;
  private final int[] next;
  private final int[][] known;
  private final boolean[] busy;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
  private long numbers;
  private double committed;

  private ArrivalReplay(List<Round> rounds, long bound) {
    this.rounds = rounds;
    this.bound = bound;
    List<Round.Turn> turns = rounds.getFirst().turns();
    int partitions = partitions(rounds.getFirst());
    this.ownerOf = new int[partitions];
    int p = 0;
    for (int a = 0; a < turns.size(); a++) {
      int to = p + turns.get(a).partitions();
      Arrays.fill(ownerOf, p, to, a);
      p = to;
    }
    this.next = new int[partitions];
    this.known = new int[turns.size()][partitions];
    this.busy = new boolean[turns.size()];
  }

  private static int partitions(Round round) {
    return round.turns().stream().mapToInt(Round.Turn::partitions).sum();
  }

  /**
   * Microseconds in which every partition works through one batch, on average.
   *
   * @param rounds of the same owners, turns in the same order
   * @param bound batches that a partition may be ahead of the slowest
   */
  static OptionalDouble micros(List<Round> rounds, long bound) {
    if (rounds.isEmpty()) {
      return OptionalDouble.empty();
    }
    double partitions = partitions(rounds.getFirst());
    double work = partitions * partitions * (rounds.getFirst().turns().size() + 2);
    int most = (int) Math.min(rounds.size(), MOST_WORK / work);
    if (most < Math.min(LEAST_ROUNDS, rounds.size())) {
      return OptionalDouble.empty();
    }
    List<Round> some = rounds.subList(rounds.size() - most, rounds.size());
    return OptionalDouble.of(new ArrivalReplay(some, bound).run() / most);
  }

  private double run() {
    for (int a = 0; a < busy.length; a++) {
      begin(a, 0);
    }
    for (Event event = events.poll(); event != null; event = events.poll()) {
      switch (event.kind()) {
        case ARRIVED -> commit(event);
        case KNOWN -> {
          known[event.agent()][event.partition()]++;
          begin(event.agent(), event.at());
        }
        case FREE -> {
          busy[event.agent()] = false;
          begin(event.agent(), event.at());
        }
      }
    }
    return committed;
  }

  private void commit(Event arrived) {
    Round round = rounds.get(arrived.clock());
    committed = Math.max(committed, arrived.at()) + round.commit();
    for (int a = 0; a < busy.length; a++) {
      double there = committed + round.turns().get(a).transit() / 2.0;
      add(there, Kind.KNOWN, a, arrived.partition(), arrived.clock());
    }
  }

  /** Of its own partitions within the bound, the agent takes the one that is furthest behind. */
  private void begin(int agent, double now) {
    if (busy[agent]) {
      return;
    }
    long furthest =
        Math.min(Arrays.stream(known[agent]).min().orElseThrow() + bound, rounds.size() - 1);
    int chosen = -1;
    for (int p = 0; p < next.length; p++) {
      if (ownerOf[p] == agent
          && next[p] <= furthest
          && next[p] <= known[agent][p] + ON_THEIR_WAY
          && (chosen < 0 || next[p] < next[chosen])) {
        chosen = p;
      }
    }
    if (chosen >= 0) {
      int clock = next[chosen]++;
      Round.Turn turn = rounds.get(clock).turns().get(agent);
      double sent = now + busyOf(turn);
      busy[agent] = true;
      add(sent, Kind.FREE, agent, chosen, clock);
      add(sent + turn.transit() / 2.0, Kind.ARRIVED, agent, chosen, clock);
    }
  }

  /** One partition's batch; meanwhile updates of all partitions come, and want to be folded. */
  private double busyOf(Round.Turn turn) {
    double own = turn.partitions();
    return (turn.compute() + turn.encode()) / own + turn.send() + turn.fold() * (next.length / own);
  }

  private void add(double at, Kind kind, int agent, int partition, int clock) {
    events.add(new Event(at, numbers++, kind, agent, partition, clock));
  }
}
