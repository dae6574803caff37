package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepTimes;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.advice.AgentMeasurement;
import io.tributary.platform.advice.JobMeasurements;
import io.tributary.platform.advice.Phase;
import io.tributary.platform.advice.PhaseSums;
import io.tributary.platform.advice.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures a job for its advice: what agents report of their time, completed by what only the
 * control plane sees. Belongs to the job's event loop.
 *
 * <p>Of what an agent waits between its contribution and the next update, the control plane knows
 * how long that contribution lay here: until the last one came, and until the update was written.
 * The rest is the way there and back. So no two machines' clocks are ever compared.
 */
final class StepTimings {
  private static final int MOST_AGENTS = 64;
  private static final int MOST_NOISE = 128;
  private static final int MOST_ROUNDS = 128;
  private static final int LEAST_ROUNDS = 16;
  private static final int MOST_TURNS = 512;
  private static final int COMMITS = 100;

  private final TrainingPlan plan;
  private final Map<AgentId, PhaseSums> before = new HashMap<>();
  private final Map<AgentId, AgentTimings> timings = new HashMap<>();
  private final Map<AgentId, Integer> numbers = new HashMap<>();
  private final Set<AgentId> joined = new HashSet<>();
  private final Deque<GradientLengths> noise = new ArrayDeque<>();
  private final Deque<Round> rounds = new ArrayDeque<>();
  private final Deque<Instant> commits = new ArrayDeque<>();

  /** By step modulo their number: the step that is committed next, those ahead, those before. */
  private final Timed[] steps;

  private final long[] micros = new long[Phase.values().length];

  /** What is known of one step. */
  private static final class Timed {
    final Map<AgentId, Instant> arrived = new HashMap<>();
    final List<Round.Turn> turns = new ArrayList<>();
    long step = -1;
    @Nullable Instant last;
    @Nullable Instant committed;
    boolean regular = true;
  }

  /**
   * @param earlier what the coordinator before this one measured; null where there was none
   */
  StepTimings(TrainingPlan plan, @Nullable JobMeasurements earlier) {
    this.plan = plan;
    this.steps = new Timed[2 * (plan.strategy().staleness() + 1) + 1];
    if (earlier != null) {
      for (AgentMeasurement agent : earlier.agents()) {
        before.put(new AgentId(agent.id()), agent.whole());
      }
      noise.addAll(earlier.noise());
    }
    disturbed();
  }

  /**
   * Owners changed, or commits are wanted again after a pause: what is under way took longer than
   * it does.
   */
  void disturbed() {
    for (int i = 0; i < steps.length; i++) {
      steps[i] = new Timed();
    }
    timings.values().forEach(AgentTimings::disturbed);
    joined.clear();
    commits.clear();
  }

  /**
   * A contribution of the present generation is here.
   *
   * @param head committed steps
   */
  void arrived(Contribution contribution, long head, Instant now) {
    if (!(contribution instanceof Contribution.Sum sum)
        || !(sum.report() instanceof StepReport report)) {
      return;
    }
    AgentId agent = sum.header().agent();
    Arrived seen =
        new Arrived(agent, sum.header().partitions().size(), sum.header().attempt(), report, now);
    switch (plan.strategy()) {
      case StrategyDefinition.Synchronous s -> inStep(sum.header().step(), head, seen);
      case StrategyDefinition.LocalSgd s -> inStep(sum.header().step(), head, seen);
      case StrategyDefinition.Pipelined s -> inStep(sum.header().step(), head, seen);
      case StrategyDefinition.Asynchronous s -> alone(seen, Phase.BROKER);
      case StrategyDefinition.StaleSynchronous s -> alone(seen, Phase.WAIT);
      case StrategyDefinition.Gossip s -> alone(seen, Phase.WAIT);
    }
  }

  private record Arrived(
      AgentId agent, int partitions, int attempt, StepReport report, Instant at) {}

  /** Where no update is waited for, what an agent waits for cannot be told apart. */
  private void alone(Arrived seen, Phase waitedFor) {
    if (!joined.add(seen.agent())) {
      spend(seen.report().times(), 0, 0);
      micros[Phase.BROKER.ordinal()] = 0;
      micros[waitedFor.ordinal()] = seen.report().times().waitMicros();
      add(seen);
    }
  }

  private void inStep(long step, long head, Arrived seen) {
    if (step < head || step > head + plan.strategy().staleness()) {
      return;
    }
    Timed timed = at(step);
    if (timed.arrived.putIfAbsent(seen.agent(), seen.at()) != null) {
      return;
    }
    timed.last = seen.at();
    timed.regular &= seen.attempt() == 0 && seen.report().evaluation() == null;
    long waitedFor = plan.baseOf(step) - 1;
    Timed update = waitedFor < 0 ? null : at(waitedFor);
    Instant mine = update == null ? null : update.arrived.get(seen.agent());
    if (update == null || mine == null || update.last == null || update.committed == null) {
      timed.regular = false;
      return;
    }
    StepTimes times = seen.report().times();
    spend(times, micros(mine, update.last), micros(update.last, update.committed));
    add(seen);
    turn(timed, seen, micros(update.committed, seen.at()));
  }

  /**
   * @param since from the update until the contribution
   */
  private void turn(Timed timed, Arrived seen, long since) {
    StepTimes times = seen.report().times();
    // An agent that did not wait was still busy with the step before: the way is hidden.
    boolean hidden =
        plan.strategy().staleness() > 0 && times.waitMicros() < times.workMicros() / 50;
    timed.regular &= !hidden;
    Integer number = numbers.computeIfAbsent(seen.agent(), a -> numbers.size());
    long busy = times.workMicros() + times.sendMicros() + times.foldMicros();
    timed.turns.add(
        new Round.Turn(
            number,
            seen.partitions(),
            times.computeMicros(),
            times.encodeMicros(),
            times.sendMicros(),
            times.foldMicros(),
            Math.max(0, since - busy)));
  }

  /** Fills {@link #micros} with an agent's times; its waiting is divided. */
  private void spend(StepTimes times, long others, long commit) {
    long waited = times.waitMicros();
    long committing = Math.min(commit, waited);
    long waiting = Math.min(others, waited - committing);
    micros[Phase.COMPUTE.ordinal()] = times.computeMicros();
    micros[Phase.EVALUATE.ordinal()] = times.evaluateMicros();
    micros[Phase.ENCODE.ordinal()] = times.encodeMicros();
    micros[Phase.SEND.ordinal()] = times.sendMicros();
    micros[Phase.FOLD.ordinal()] = times.foldMicros();
    micros[Phase.COMMIT.ordinal()] = committing;
    micros[Phase.WAIT.ordinal()] = waiting;
    micros[Phase.BROKER.ordinal()] = waited - committing - waiting;
  }

  private void add(Arrived seen) {
    timings
        .computeIfAbsent(
            seen.agent(), a -> new AgentTimings(before.getOrDefault(a, PhaseSums.NOTHING)))
        .add(micros, seen.report().train().rows(), seen.partitions());
  }

  /**
   * A step was committed.
   *
   * @param sample what it says about the gradients; null where it does not
   */
  void committed(long step, @Nullable GradientLengths sample, Instant now) {
    commits.addLast(now);
    if (commits.size() > COMMITS) {
      commits.removeFirst();
    }
    if (sample != null
        && Double.isFinite(sample.partitionSquares())
        && Double.isFinite(sample.joinedSquares())) {
      noise.addLast(sample);
      if (noise.size() > MOST_NOISE) {
        noise.removeFirst();
      }
    }
    Timed timed = at(step);
    timed.committed = now;
    int owned = timed.turns.stream().mapToInt(Round.Turn::partitions).sum();
    if (timed.last != null && timed.regular && owned == plan.batches().partitions()) {
      rounds.addLast(new Round(micros(timed.last, now), timed.turns));
      int most = MOST_TURNS / timed.turns.size();
      while (rounds.size() > Math.clamp(most, LEAST_ROUNDS, MOST_ROUNDS)) {
        rounds.removeFirst();
      }
    }
  }

  private Timed at(long step) {
    int index = (int) (step % steps.length);
    if (steps[index].step != step) {
      steps[index] = new Timed();
      steps[index].step = step;
    }
    return steps[index];
  }

  /** Never negative: the clock may have been set back. */
  private static long micros(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1_000);
  }

  /**
   * @param nameOf an agent's name
   */
  JobMeasurements measured(long step, Function<AgentId, String> nameOf) {
    List<AgentMeasurement> agents =
        timings.entrySet().stream()
            .map(e -> e.getValue().measured(e.getKey().value(), nameOf.apply(e.getKey())))
            .sorted(
                Comparator.comparingLong((AgentMeasurement a) -> -a.whole().steps())
                    .thenComparing(AgentMeasurement::id))
            .limit(MOST_AGENTS)
            .toList();
    double seconds =
        commits.size() < 2
            ? 0
            : micros(commits.getFirst(), commits.getLast()) / 1e6 / (commits.size() - 1);
    return new JobMeasurements(step, seconds, agents, List.copyOf(noise), List.copyOf(rounds));
  }
}
