package io.tributary.platform.advice;

import io.tributary.client.job.JobAdvice.Estimate;
import io.tributary.client.job.JobAdvice.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many agents are worth having. A step takes as long as the agent with the most partitions
 * computes, and a fixed time that more agents do not shorten: n agents for P partitions take {@code
 * ceil(P / n) c + f}. The largest n counts at which each agent still does six tenths of what one
 * alone would: two agents that are no faster than one do half.
 */
final class WorkersAdvice {
  static final int LEAST_ROUNDS = 16;

  private static final double LEAST_EFFICIENCY = 0.6;

  private WorkersAdvice() {}

  static Suggestion of(MeasuredJob job) {
    if (!WhatIfAdvice.isTimed(job.plan())) {
      return new Suggestion(null, WhatIfAdvice.notTimed(job));
    }
    List<Round> rounds = job.measurements().rounds();
    if (rounds.size() < LEAST_ROUNDS) {
      return new Suggestion(null, WhatIfAdvice.fewRounds(rounds.size()));
    }
    int partitions = job.plan().batches().partitions();
    double[] work = sorted(rounds, round -> work(round) / partitions);
    double[] fixed = sorted(rounds, WorkersAdvice::fixed);
    int value = most(partitions, at(work, 0.5), at(fixed, 0.5));
    // Quartiles: as quick to compute and slow to tell as is not rare, and the reverse.
    int low = Math.min(value, most(partitions, at(work, 0.25), at(fixed, 0.75)));
    int high = Math.max(value, most(partitions, at(work, 0.75), at(fixed, 0.25)));
    double percent = 100 * efficiency(value, partitions, at(work, 0.5), at(fixed, 0.5));
    double workMillis = at(work, 0.5) / 1e3;
    double fixedMillis = at(fixed, 0.5) / 1e3;
    return new Suggestion(
        new Estimate(value, low, (double) high),
        AdviceCode.WORKERS.said(
            "The number of agents worth having is %d (between %d and %d) for %d partitions: a partition takes %s ms a step, what more agents do not shorten takes %s ms, and with so many each does %s %% of what one alone would. This counts on each agent having processors of its own."
                .formatted(
                    value,
                    low,
                    high,
                    partitions,
                    Adviser.text(workMillis),
                    Adviser.text(fixedMillis),
                    Adviser.text(percent)),
            Map.of(
                "value", value,
                "low", low,
                "high", high,
                "percent", Adviser.rounded(percent),
                "workMillis", Adviser.rounded(workMillis),
                "fixedMillis", Adviser.rounded(fixedMillis),
                "partitions", partitions)));
  }

  /** Microseconds of all agents together. */
  private static double work(Round round) {
    return round.turns().stream().mapToDouble(turn -> turn.compute() + turn.encode()).sum();
  }

  /** Microseconds of the agent in the middle, and of the control plane. */
  private static double fixed(Round round) {
    double[] all =
        round.turns().stream()
            .mapToDouble(turn -> turn.send() + turn.fold() + turn.transit())
            .sorted()
            .toArray();
    return all[(all.length - 1) / 2] + round.commit();
  }

  private static double[] sorted(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] values = rounds.stream().mapToDouble(value).toArray();
    Arrays.sort(values);
    return values;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))];
  }

  /** Agents, of those numbers that make the longest queue shorter. */
  static int most(int partitions, double work, double fixed) {
    int most = 1;
    for (int n = 2; n <= partitions; n++) {
      if (Math.ceilDiv(partitions, n) < Math.ceilDiv(partitions, n - 1)
          && efficiency(n, partitions, work, fixed) >= LEAST_EFFICIENCY) {
        most = n;
      }
    }
    return most;
  }

  /** What each of {@code agents} does of what one alone would, 0 to 1. */
  static double efficiency(int agents, int partitions, double work, double fixed) {
    double alone = partitions * work + fixed;
    double together = Math.ceilDiv(partitions, agents) * work + fixed;
    return together == 0 ? 1 : alone / (agents * together);
  }
}
