package io.tributary.platform.aggregation;

import io.tributary.engine.id.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells who keeps a step waiting for much longer than usual although it is alive. Steps that
 * evaluate are compared with such steps only. Only time counts in which the event loop itself was
 * awake, so that a control plane that was stopped blames nobody. Belongs to the job's event loop.
 */
final class LateAgents {
  /** More than the loop waits in one turn; what is beyond was its own delay. */
  private static final Duration LONGEST_TURN = Duration.ofMillis(200);

  private static final int STEPS = 31;
  private static final int LEAST_STEPS = 5;

  /** When nobody has contributed, brokers or the machine may be the cause as well. */
  private static final int NOBODY_FACTOR = 4;

  private final int partitions;
  private final PlacementSettings settings;
  private final RecentMedian training = new RecentMedian(STEPS, LEAST_STEPS);
  private final RecentMedian evaluating = new RecentMedian(STEPS, 1);
  private final Set<AgentId> joined = new HashSet<>();
  private @Nullable Instant lastTurn;
  private double waitedMillis;
  private boolean undisturbed;

  LateAgents(int partitions, PlacementSettings settings) {
    this.partitions = partitions;
    this.settings = settings;
  }

  /** Owners changed: all of them begin anew. */
  void assigned() {
    joined.clear();
    begin(false);
  }

  /** Commits are wanted again after a pause. */
  void resumed() {
    begin(false);
  }

  private void begin(boolean undisturbed) {
    waitedMillis = 0;
    this.undisturbed = undisturbed;
  }

  /**
   * The agent contributed under the present generation.
   *
   * @return whether that was not the first time
   */
  boolean contributed(AgentId agent) {
    return !joined.add(agent);
  }

  /** A step was committed; {@code evaluated} says whether the holdout was evaluated with it. */
  void committed(boolean evaluated) {
    if (undisturbed) {
      (evaluated ? evaluating : training).add(waitedMillis);
    }
    begin(true);
  }

  /** One turn of the event loop has waited for contributions. */
  void turn(Instant now) {
    Instant last = lastTurn;
    lastTurn = now;
    if (last != null) {
      Duration turn = Duration.between(last, now);
      waitedMillis += (turn.compareTo(LONGEST_TURN) > 0 ? LONGEST_TURN : turn).toNanos() / 1e6;
    }
  }

  /** Whether it is worth asking who is late. */
  boolean somebodyMayBe() {
    return waitedMillis >= settings.lateAfter().toMillis();
  }

  /** Seconds that the present step has waited. */
  double waitedSeconds() {
    return waitedMillis / 1000;
  }

  /**
   * Who is late with the present step.
   *
   * @param evaluates whether the holdout is evaluated with it
   * @param missing partitions that have not contributed
   * @param owners by partition
   */
  Set<AgentId> of(boolean evaluates, List<Integer> missing, Map<Integer, AgentId> owners) {
    boolean nobodyYet = missing.size() == partitions;
    Set<AgentId> late = new TreeSet<>(Comparator.comparing(AgentId::value));
    for (int partition : missing) {
      AgentId owner = owners.get(partition);
      if (owner != null && waitedMillis >= patienceMillis(evaluates, owner, nobodyYet)) {
        late.add(owner);
      }
    }
    return late;
  }

  private double patienceMillis(boolean evaluates, AgentId owner, boolean nobodyYet) {
    OptionalDouble usual = (evaluates ? evaluating : training).value();
    if (!joined.contains(owner) || usual.isEmpty()) {
      return settings.joinPatience().toMillis();
    }
    double patience =
        Math.max(settings.lateAfter().toMillis(), settings.lateFactor() * usual.getAsDouble());
    return nobodyYet ? NOBODY_FACTOR * patience : patience;
  }
}
