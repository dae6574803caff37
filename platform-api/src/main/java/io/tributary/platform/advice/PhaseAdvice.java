package io.tributary.platform.advice;

import io.tributary.client.job.JobAdvice.AgentTime;
import io.tributary.client.job.JobAdvice.PhaseTime;
import io.tributary.client.job.JobAdvice.Said;
import io.tributary.engine.plan.StrategyDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Where the time goes, who is slow, and why. */
final class PhaseAdvice {
  static final int LEAST_STEPS = 20;

  private static final double SLOW = 1.5;
  private static final double FAR = 2;
  private static final double LEAST_WAY_MILLIS = 1;
  private static final double LEAST_WAY_SHARE = 0.2;
  private static final double LONG_WAIT = 0.25;
  private static final double SHORT_WAIT = 0.1;
  private static final double STALLED = 0.1;
  private static final double MOSTLY = 0.4;

  private PhaseAdvice() {}

  static List<AgentTime> agents(JobMeasurements measurements) {
    return measurements.agents().stream().map(PhaseAdvice::time).toList();
  }

  private static AgentTime time(AgentMeasurement agent) {
    PhaseSums recent = agent.recent();
    return new AgentTime(
        agent.id(),
        agent.name(),
        agent.partitions(),
        recent.steps(),
        recent.steps() == 0 ? 0 : recent.total() / 1e3 / recent.steps(),
        phases(recent),
        agent.whole().steps(),
        phases(agent.whole()));
  }

  private static List<PhaseTime> phases(PhaseSums sums) {
    return Arrays.stream(Phase.values())
        .map(phase -> new PhaseTime(phase.word(), sums.millis(phase), sums.share(phase)))
        .toList();
  }

  static List<Said> findings(MeasuredJob job) {
    List<AgentMeasurement> known =
        job.measurements().agents().stream()
            .filter(agent -> agent.partitions() > 0)
            .filter(agent -> agent.recent().steps() >= LEAST_STEPS)
            .toList();
    if (known.isEmpty()) {
      long most =
          job.measurements().agents().stream()
              .filter(agent -> agent.partitions() > 0)
              .mapToLong(agent -> agent.recent().steps())
              .max()
              .orElse(0);
      return List.of(
          AdviceCode.FEW_STEPS.said(
              "Who is slow is not known yet: the agent with the most has timed %d steps, and %d are needed."
                  .formatted(most, LEAST_STEPS),
              Map.of("steps", most, "needed", LEAST_STEPS)));
    }
    List<Said> findings = new ArrayList<>();
    for (AgentMeasurement agent : known) {
      computesSlowly(agent, known).ifPresent(findings::add);
      isFarAway(agent, known).ifPresent(findings::add);
      stalls(agent).ifPresent(findings::add);
    }
    if (findings.isEmpty() && known.size() > 1) {
      findings.add(
          AdviceCode.NOBODY_SLOW.said(
              "None of the %d agents stands out: they compute at about the same speed and their records take about the same time."
                  .formatted(known.size()),
              Map.of("agents", known.size())));
    }
    if (!(job.plan().strategy() instanceof StrategyDefinition.ByArrival)
        && !(job.plan().strategy() instanceof StrategyDefinition.Gossip)) {
      waitedFor(known).ifPresent(findings::add);
    }
    mostly(known).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Said> computesSlowly(AgentMeasurement agent, List<AgentMeasurement> all) {
    double own = microsPerRow(agent);
    double others = othersMedian(agent, all, PhaseAdvice::microsPerRow).orElse(Double.NaN);
    if (!(own >= SLOW * others) || others == 0) {
      return Optional.empty();
    }
    return Optional.of(
        AdviceCode.AGENT_COMPUTES_SLOWLY.said(
            "%s computes a row in %s µs, %s times as long as the other agents (median %s µs): its machine is slower, or busy with something else. Partitions move to faster agents where that pays."
                .formatted(
                    agent.name(),
                    Adviser.text(own),
                    Adviser.text(own / others),
                    Adviser.text(others)),
            Map.of(
                "agentName", agent.name(),
                "micros", Adviser.rounded(own),
                "factor", Adviser.rounded(own / others),
                "othersMicros", Adviser.rounded(others))));
  }

  private static double microsPerRow(AgentMeasurement agent) {
    PhaseSums recent = agent.recent();
    return recent.rows() == 0
        ? Double.NaN
        : (double) (recent.of(Phase.COMPUTE) + recent.of(Phase.ENCODE)) / recent.rows();
  }

  private static Optional<Said> isFarAway(AgentMeasurement agent, List<AgentMeasurement> all) {
    double own = wayMillis(agent);
    double others = othersMedian(agent, all, PhaseAdvice::wayMillis).orElse(Double.NaN);
    double share = agent.recent().share(Phase.BROKER) + agent.recent().share(Phase.SEND);
    if (!(own >= FAR * others)
        || others == 0
        || own < LEAST_WAY_MILLIS
        || share < LEAST_WAY_SHARE) {
      return Optional.empty();
    }
    return Optional.of(
        AdviceCode.AGENT_FAR_AWAY.said(
            "The records of %s are %s ms a step on their way there and back, %s times as long as those of the other agents (median %s ms): look at its network, or at whether it was stopped."
                .formatted(
                    agent.name(),
                    Adviser.text(own),
                    Adviser.text(own / others),
                    Adviser.text(others)),
            Map.of(
                "agentName", agent.name(),
                "millis", Adviser.rounded(own),
                "factor", Adviser.rounded(own / others),
                "othersMillis", Adviser.rounded(others))));
  }

  private static double wayMillis(AgentMeasurement agent) {
    return agent.recent().millis(Phase.BROKER) + agent.recent().millis(Phase.SEND);
  }

  private static Optional<Said> stalls(AgentMeasurement agent) {
    return agent.stalledMillis() * 1e3 < STALLED * agent.recent().total() || agent.stalls() == 0
        ? Optional.empty()
        : Optional.of(
            AdviceCode.AGENT_STALLS.said(
                "%s stalled in %d of its last %d steps: the longest took %s ms of its own time, its usual one %s ms. Look for a machine that sleeps, swaps or is shared."
                    .formatted(
                        agent.name(),
                        agent.stalls(),
                        agent.recent().steps(),
                        Adviser.text(agent.longestMillis()),
                        Adviser.text(agent.usualMillis())),
                Map.of(
                    "agentName", agent.name(),
                    "stalls", agent.stalls(),
                    "steps", agent.recent().steps(),
                    "usualMillis", Adviser.rounded(agent.usualMillis()),
                    "longestMillis", Adviser.rounded(agent.longestMillis()))));
  }

  /** Where all but one wait for a good part of their time, it is that one they wait for. */
  private static Optional<Said> waitedFor(List<AgentMeasurement> all) {
    if (all.size() < 2) {
      return Optional.empty();
    }
    AgentMeasurement last =
        all.stream()
            .min(Comparator.comparingDouble(agent -> agent.recent().share(Phase.WAIT)))
            .orElseThrow();
    List<AgentMeasurement> others = all.stream().filter(agent -> agent != last).toList();
    double share = mean(others, agent -> agent.recent().share(Phase.WAIT));
    double millis = mean(others, agent -> agent.recent().millis(Phase.WAIT));
    if (share < LONG_WAIT || last.recent().share(Phase.WAIT) > SHORT_WAIT) {
      return Optional.empty();
    }
    return Optional.of(
        AdviceCode.OTHERS_WAIT_FOR.said(
            "The other agents wait %s %% of their time for %s: %s ms a step."
                .formatted(Adviser.text(100 * share), last.name(), Adviser.text(millis)),
            Map.of(
                "agentName", last.name(),
                "percent", Adviser.rounded(100 * share),
                "millis", Adviser.rounded(millis))));
  }

  private static Optional<Said> mostly(List<AgentMeasurement> all) {
    Phase largest =
        Arrays.stream(Phase.values())
            .max(Comparator.comparingDouble(p -> mean(all, agent -> agent.recent().share(p))))
            .orElseThrow();
    double share = mean(all, agent -> agent.recent().share(largest));
    double millis = mean(all, agent -> agent.recent().millis(largest));
    if (share < MOSTLY) {
      return Optional.empty();
    }
    AdviceCode code = AdviceCode.valueOf("MOSTLY_" + largest.name());
    String sentence =
        "%s %% of a step, %s ms, goes into %s"
            .formatted(Adviser.text(100 * share), Adviser.text(millis), meaning(largest));
    return Optional.of(
        code.said(
            sentence,
            Map.of("percent", Adviser.rounded(100 * share), "millis", Adviser.rounded(millis))));
  }

  private static String meaning(Phase phase) {
    return switch (phase) {
      case COMPUTE -> "gradients: more agents, or faster ones, shorten it.";
      case EVALUATE ->
          "the holdout: a larger evaluation.everySteps or a smaller holdout shortens it.";
      case ENCODE -> "packing numbers: compression none or int16 is the quickest to pack.";
      case SEND -> "handing records to the brokers: compression makes them smaller.";
      case BROKER ->
          "the way of records there and back: pipelined steps hide it, local-sgd needs it less often.";
      case WAIT -> "waiting for other agents: even loads, or the order of arrival, shorten it.";
      case COMMIT -> "the control plane's sums: compression or larger batches leave it less to do.";
      case FOLD -> "updates of the parameters: larger batches or local-sgd need fewer of them.";
    };
  }

  private static double mean(
      List<AgentMeasurement> agents, ToDoubleFunction<AgentMeasurement> value) {
    return agents.stream().mapToDouble(value).average().orElse(0);
  }

  /** The lower one of two in the middle; empty where there is no other. */
  private static OptionalDouble othersMedian(
      AgentMeasurement agent,
      List<AgentMeasurement> all,
      ToDoubleFunction<AgentMeasurement> value) {
    double[] others =
        all.stream()
            .filter(other -> other != agent)
            .mapToDouble(value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return others.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(others[(others.length - 1) / 2]);
  }
}
