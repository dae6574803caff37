package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Watches contributions arrive and steps being committed: tells {@link AgentSpeeds} how long each
 * agent took and {@link LateAgents} who was heard. Belongs to the job's event loop.
 */
final class StepWatch {
  private final TrainingPlan plan;
  private final AgentSpeeds speeds;
  private final LateAgents late;

  /** When so many steps were committed, by their number modulo the length. */
  private final Instant[] headAt;

  StepWatch(TrainingPlan plan, AgentSpeeds speeds, LateAgents late, Instant now) {
    this.plan = plan;
    this.speeds = speeds;
    this.late = late;
    this.headAt = new Instant[plan.strategy().staleness() + 1];
    assigned(now);
  }

  void assigned(Instant now) {
    Arrays.fill(headAt, now);
    late.assigned();
  }

  /**
   * @param evaluated whether the holdout was evaluated with the step
   */
  void committed(long step, boolean evaluated, Instant now) {
    headAt[indexOf(step + 1)] = now;
    late.committed(evaluated);
  }

  /**
   * A contribution of the present generation is here.
   *
   * @param head committed steps
   * @param owners by partition
   */
  void arrived(Contribution contribution, long head, Instant now, Map<Integer, AgentId> owners) {
    Contribution.Header header = contribution.header();
    if (plan.strategy() instanceof StrategyDefinition.ByArrival) {
      arrivedAlone(contribution);
      return;
    }
    long step = header.step();
    boolean wanted = step >= head && step < head + headAt.length;
    Set<AgentId> from =
        header.partitions().toList().stream()
            .map(owners::get)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    if (wanted && from.size() > 1) {
      // Summed by a relay: what it says about time is nobody's.
      from.forEach(late::contributed);
    } else if (wanted
        && contribution instanceof Contribution.Sum sum
        && sum.report() instanceof StepReport report) {
      boolean joinedBefore = late.contributed(header.agent());
      boolean telling = joinedBefore && header.attempt() == 0 && report.evaluation() == null;
      Duration total = Duration.between(headAt[indexOf(plan.baseOf(step))], now);
      speeds.heard(
          header.agent(),
          report.train().rows(),
          report.times().workMicros() / 1e3,
          telling ? total.toNanos() / 1e6 / headAt.length : Double.NaN);
    } else if (wanted && contribution instanceof Contribution.Refusal) {
      late.contributed(header.agent());
    }
  }

  /** A partition's batch as a step of its own says what it cost, but nobody waited for it. */
  private void arrivedAlone(Contribution contribution) {
    AgentId agent = contribution.header().agent();
    late.contributed(agent);
    if (contribution instanceof Contribution.Sum sum && sum.report() instanceof StepReport report) {
      speeds.heard(agent, report.train().rows(), report.times().workMicros() / 1e3, Double.NaN);
    }
  }

  private int indexOf(long head) {
    return (int) (head % headAt.length);
  }

  void turn(Instant now) {
    late.turn(now);
  }

  void resumed() {
    late.resumed();
  }

  /** Who keeps the step waiting for too long, most often nobody; see {@link LateAgents#of}. */
  Set<AgentId> late(boolean evaluates, List<Integer> missing, Map<Integer, AgentId> owners) {
    return late.of(evaluates, missing, owners);
  }

  boolean somebodyMayBeLate() {
    return late.somebodyMayBe();
  }

  /** Seconds that the present step has waited, as far as the event loop was awake. */
  double waitedSeconds() {
    return late.waitedSeconds();
  }
}
