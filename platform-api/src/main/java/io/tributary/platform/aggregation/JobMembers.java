package io.tributary.platform.aggregation;

import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.contribution.Relay;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.agent.AgentBeat;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.dispatch.ClusterSnapshot;
import io.tributary.platform.dispatch.Placement;
import io.tributary.platform.dispatch.SiteRelays;
import io.tributary.platform.job.JobRecord;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in one job: follows the agents that are alive and how fast they are, and asks for
 * a new assignment when the best placement differs from the present one. Belongs to the job's event
 * loop.
 */
final class JobMembers {
  private final JobId job;
  private final int maxWorkers;
  private final int minWorkers;
  private final JobContext context;
  private final Set<AgentId> distrusted = new HashSet<>();
  private final List<Double> rowsPerStep;
  private final AgentSpeeds speeds;
  private final Bench bench;
  private final Bench restingRelays;
  private final boolean relaying;

  /** The data set whose rows stay at agents; null where any agent can have any partition. */
  private final @Nullable String atAgents;

  private List<SiteRelay> relays = List.of();
  private Placement placement;
  private @Nullable Instant workingSince;
  private ComputeKind kind;

  JobMembers(JobRecord job, TrainingPlan plan, JobContext context, AgentSpeeds speeds) {
    this.job = job.id();
    this.speeds = speeds;
    this.bench = new Bench(context.placement().retryAfter(), context.agents());
    this.restingRelays = new Bench(context.placement().retryAfter(), context.agents());
    this.relaying = Relay.fits(plan);
    this.rowsPerStep = rowsPerStep(plan);
    this.context = context;
    JobSpec.WorkersSpec workers = job.spec().workers();
    Integer max = workers == null ? null : workers.max();
    Integer min = workers == null ? null : workers.min();
    this.maxWorkers = max == null ? Integer.MAX_VALUE : max;
    this.minWorkers = min == null ? 1 : min;
    this.atAgents = plan.edge() == null ? null : job.datasetId();
    this.kind =
        ComputeKind.of(
            job, context.assignments().kernelType(job.id()).orElse(null), atAgents != null);
    this.placement = new Placement(context.assignments().owners(job.id()));
  }

  /** Rows that count as each partition's work in a step, on average. */
  private static List<Double> rowsPerStep(TrainingPlan plan) {
    List<Integer> rows = plan.batches().partitionRows();
    double steps = plan.batches().stepsPerEpoch();
    ColumnSplit columns = plan.columns();
    if (columns == null) {
      return rows.stream().map(all -> all / steps).toList();
    }
    double inputs = plan.preprocessing().inputs();
    return columns.groups().stream()
        .map(group -> rows.getFirst() / steps * (group.inputs() / inputs))
        .toList();
  }

  /** The assignment with which a coordinator begins. */
  Move first(Instant now) {
    return move(Placement.place(snapshot(now)), new Move.Cause.TakenOver(), now);
  }

  /** The move to make now; empty when the present assignment is right. */
  Optional<Move> change(Instant now) {
    hearOfRelayed();
    speeds.review(now, placement.owners().values());
    ClusterSnapshot snapshot = snapshot(now);
    Placement best = Placement.place(snapshot);
    return best.equals(placement) && (!relaying || relays(best, now).equals(relays))
        ? Optional.empty()
        : Optional.of(move(best, cause(snapshot, best), now));
  }

  private Move move(Placement next, Move.Cause cause, Instant now) {
    List<SiteRelay> possible = relays(next, now);
    return new Move(
        placement, next, relaying ? possible : List.of(), !relaying && !possible.isEmpty(), cause);
  }

  private List<SiteRelay> relays(Placement under, Instant now) {
    List<LiveAgent> able = able();
    Set<AgentId> resting =
        able.stream()
            .map(LiveAgent::id)
            .filter(agent -> restingRelays.holds(agent, now))
            .collect(Collectors.toUnmodifiableSet());
    return SiteRelays.of(under, able, resting);
  }

  /** What a relay sums does not tell who took how long; heartbeats do. */
  private void hearOfRelayed() {
    for (SiteRelay relay : relays) {
      for (String name : relay.agents()) {
        AgentId agent = new AgentId(name);
        AgentBeat beat = context.agents().beat(agent, job).orElse(null);
        if (beat != null && beat.computeMillis() > 0) {
          speeds.heard(agent, Math.round(rowsOf(agent)), beat.computeMillis(), Double.NaN);
        }
      }
    }
  }

  private double rowsOf(AgentId agent) {
    return placement.owners().entrySet().stream()
        .filter(owned -> owned.getValue().equals(agent))
        .mapToDouble(owned -> rowsPerStep.get(owned.getKey()))
        .sum();
  }

  /**
   * The move after which agents contribute themselves that a relay sums for, because a step waits
   * for them: it is not known which of them or whether the relay is late. Empty where no relay is
   * between.
   */
  Optional<Move> withoutRelays(Set<AgentId> late, long step, double seconds, Instant now) {
    List<SiteRelay> slow =
        relays.stream()
            .filter(relay -> late.stream().anyMatch(a -> relay.agents().contains(a.value())))
            .toList();
    if (slow.isEmpty()) {
      return Optional.empty();
    }
    slow.forEach(relay -> restingRelays.sit(new AgentId(relay.relay()), now));
    return Optional.of(move(placement, new Move.Cause.RelaysLate(slow, step, seconds), now));
  }

  /**
   * The move that lets a step go on without agents that keep it waiting; empty while there is
   * nobody else.
   */
  Optional<Move> without(Set<AgentId> late, long step, double seconds, Instant now) {
    boolean others =
        atAgents == null
            && able().stream().anyMatch(a -> !late.contains(a.id()) && !bench.holds(a.id(), now));
    if (!others) {
      return Optional.empty();
    }
    for (AgentId agent : late) {
      bench.sit(agent, now);
      speeds.forget(agent);
    }
    return Optional.of(
        move(
            Placement.place(snapshot(now)),
            new Move.Cause.Late(List.copyOf(late), step, seconds),
            now));
  }

  private ClusterSnapshot snapshot(Instant now) {
    List<LiveAgent> able = able();
    List<LiveAgent> trusted = able.stream().filter(a -> !bench.holds(a.id(), now)).toList();
    List<LiveAgent> some = trusted.isEmpty() ? able : trusted;
    Instant since = workingSince;
    boolean tooEarly = since == null || now.isBefore(since.plus(context.placement().moveEvery()));
    return new ClusterSnapshot(
        rowsPerStep,
        able.size() < minWorkers ? List.of() : some,
        placement.owners(),
        maxWorkers,
        speeds.known(),
        speeds.onProbation(),
        tooEarly ? 1 : context.placement().minGain(),
        atAgents == null ? null : context.datasets().holders(atAgents));
  }

  private Move.Cause cause(ClusterSnapshot snapshot, Placement best) {
    if (best.equals(placement)) {
      return new Move.Cause.RelaysChanged();
    }
    Set<AgentId> before = Set.copyOf(placement.owners().values());
    Set<AgentId> here =
        snapshot.agents().stream().map(LiveAgent::id).collect(Collectors.toUnmodifiableSet());
    List<AgentId> fresh =
        best.owners().values().stream()
            .distinct()
            .filter(a -> !before.contains(a) && !snapshot.speeds().containsKey(a))
            .toList();
    boolean complete = placement.owners().size() == rowsPerStep.size();
    if (!complete || !here.containsAll(before)) {
      return new Move.Cause.AgentsChanged();
    }
    if (fresh.isEmpty()) {
      return new Move.Cause.Faster(placement.stepMillis(snapshot), best.stepMillis(snapshot));
    }
    return snapshot.onProbation().containsAll(fresh)
        ? new Move.Cause.TriedAgain(fresh)
        : new Move.Cause.AgentsChanged();
  }

  /**
   * Stores and announces an assignment.
   *
   * @return its generation
   */
  Generation assign(Move move, Generation mine) {
    // Even when the database refuses: a move for speed is not worth asking at once again.
    workingSince = null;
    pinKernelType();
    Generation generation = context.assignments().assign(job, mine, move.after());
    placement = move.after();
    relays = move.relays();
    return generation;
  }

  void announce(Generation generation) {
    context
        .board()
        .announce(new JobAssignment(job.value(), generation.value(), placement.byAgent(), relays));
  }

  /** A step was committed: from now on it shows how fast the present assignment is. */
  void committed(Instant now) {
    if (workingSince == null) {
      workingSince = now;
    }
  }

  /** The agent gets no partition of this job any more. */
  void distrust(AgentId agent) {
    distrusted.add(agent);
  }

  private List<LiveAgent> able() {
    return kind.among(
        context.agents().live().stream().filter(a -> !distrusted.contains(a.id())).toList());
  }

  private void pinKernelType() {
    List<LiveAgent> able = able();
    if (kind.kernelType() == null && !able.isEmpty()) {
      String types =
          kind.mixed()
              ? able.stream()
                  .map(LiveAgent::kernelType)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", "))
              : able.getFirst().kernelType();
      context.assignments().kernelType(job, types);
      kind = kind.pinnedTo(types);
    }
  }

  /** Files at agents that are away; empty where any agent can have any partition. */
  List<EdgeFile> away() {
    List<EdgeFile> files =
        atAgents == null
            ? null
            : context.datasets().byId(atAgents).map(DatasetView::edge).orElse(null);
    return files == null
        ? List.of()
        : files.stream().filter(file -> !placement.owners().containsKey(file.partition())).toList();
  }

  Map<Integer, AgentId> owners() {
    return placement.owners();
  }

  /** Of sites whose contributions are summed on their way. */
  List<SiteRelay> relays() {
    return relays;
  }

  ComputeKind kind() {
    return kind;
  }

  int minWorkers() {
    return minWorkers;
  }
}
