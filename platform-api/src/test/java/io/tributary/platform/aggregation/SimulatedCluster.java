package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.Contributor;
import io.tributary.engine.contribution.ExchangedModel;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.Relay;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerEvent;
import io.tributary.engine.ledger.LedgerReader;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.dispatch.AgentSpeed;
import io.tributary.platform.dispatch.ClusterSnapshot;
import io.tributary.platform.dispatch.Placement;
import io.tributary.platform.dispatch.SiteRelays;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job's coordinators and agents under a seeded scheduler: one thread, one random choice after the
 * other decides who acts, what arrives late, twice or not at all, and who dies. Records pass
 * through their codecs.
 */
final class SimulatedCluster {
  private final SplittableRandom random;
  private final TrainingPlan plan;
  private final ChunkWorkers workers;
  private final LevelChooser levels;
  private final List<Examples> train;
  private final List<Examples> holdout;
  private final List<byte[]> ledger = new ArrayList<>();
  private final List<byte[]> inFlight = new ArrayList<>();
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final List<Coordinator> zombies = new ArrayList<>();
  private Coordinator coordinator;
  private long newestGeneration;
  private byte[] checkpoint;
  private int checkpointOffset;
  private byte[] begun = new byte[0];
  private int begunOffset;
  private int rememberedCheckpoints;
  private SortedMap<Integer, AgentId> owners = new TreeMap<>();
  private int deaths;
  private final List<Outcome.Evaluated> evaluated = new ArrayList<>();
  private int movesForSpeed;
  private int goneOnWithout;
  private final List<byte[]> siteLog = new ArrayList<>();
  private int siteTrimmed;
  private int siteMark;
  private long siteMarkStep;
  private boolean withSite;
  private boolean wild;
  private List<SiteRelay> relays = List.of();
  private int relayed;
  private int wentDirect;

  private final class SimulatedAgent {
    final AgentId id;
    Contributor contributor;
    int offset;
    Generation assigned = Generation.NONE;
    List<PartitionRows> rows = List.of();
    Generation announced = Generation.NONE;
    List<PartitionRows> announcedRows = List.of();
    int frozenFor;
    final Map<Integer, Integer> exchangeOffsets = new HashMap<>();
    @Nullable SiteRelay announcedSite;
    @Nullable SiteRelay site;
    @Nullable Relay relay;
    int siteOffset;
    boolean relayPending;

    SimulatedAgent(String name) {
      id = new AgentId(name);
      start();
    }

    /** Starts from the checkpoint, as a new process does. */
    void start() {
      offset = checkpointOffset;
      exchangeOffsets.clear();
      assigned = Generation.NONE;
      contributor = new Contributor(plan, id, SavedState.read(checkpoint), kernel(plan));
    }

    private void readModels(int neighbour) {
      List<byte[]> models = exchange.getOrDefault(neighbour, List.of());
      int from = exchangeOffsets.getOrDefault(neighbour, 0);
      int to = from == models.size() ? from : from + 1 + random.nextInt(models.size() - from);
      while (from < to && contributor.wants(neighbour)) {
        contributor.receive(ExchangedModel.decode(ByteBuffer.wrap(models.get(from++))));
      }
      exchangeOffsets.put(neighbour, from);
    }

    /** Perhaps twice, as a producer that lost an answer would. */
    private void give(ExchangedModel model) {
      List<byte[]> models = exchange.computeIfAbsent(model.partition(), p -> new ArrayList<>());
      models.add(model.encode());
      if (random.nextInt(10) == 0) {
        models.add(model.encode());
      }
    }

    /** What was sent last was lost. */
    void forgetSent() {
      if (contributor.exchanges() || relay != null) {
        start();
      } else {
        contributor.forgetSent();
      }
    }

    /** One thing at a time; a frozen agent does not even hear of a new assignment. */
    void act() {
      if (frozenFor > 0) {
        frozenFor--;
        return;
      }
      rows = announcedRows;
      if (!contributor.knows(rows)) {
        start();
      }
      if (!assigned.equals(announced)) {
        assigned = announced;
        relay = null;
        site = announcedSite;
        relayPending = site != null && site.isRelay(id);
      }
      contributor.neighbours().forEach(this::readModels);
      if (relayPending && offset == ledger.size()) {
        relayPending = false;
        // What is older belongs to committed steps, mostly.
        siteOffset = siteTrimmed;
        relay =
            new Relay(plan, id, assigned, sitePartitions(Objects.requireNonNull(site)), workers);
      }
      if (relay != null && siteOffset < siteLog.size() && random.nextBoolean()) {
        int end = siteOffset + 1 + random.nextInt(siteLog.size() - siteOffset);
        while (siteOffset < end) {
          toRelay(ContributionCodec.decode(ByteBuffer.wrap(siteLog.get(siteOffset++))));
        }
        Objects.requireNonNull(relay).settle();
      } else if (offset < ledger.size()) {
        // Records come in batches, as from a broker.
        int end = offset + 1 + random.nextInt(ledger.size() - offset);
        while (offset < end) {
          LedgerRecord record = LedgerCodec.decode(ByteBuffer.wrap(ledger.get(offset++)));
          for (Contribution memory : contributor.follow(record, assigned, rows)) {
            inFlight.add(ContributionCodec.encode(memory));
          }
        }
      } else if (contributor.canExchange()) {
        Contributor.Exchange exchange = contributor.exchange(rows);
        exchange.models().forEach(this::give);
        for (Contribution memory : exchange.contributions()) {
          inFlight.add(ContributionCodec.encode(memory));
        }
      } else if (contributor.owes(assigned, rows)) {
        for (Contribution contribution : contributor.contribute(assigned, rows)) {
          if (relay != null) {
            toRelay(contribution);
          } else if (site != null) {
            toSite(ContributionCodec.encode(contribution));
          } else {
            inFlight.add(ContributionCodec.encode(contribution));
          }
        }
      }
    }

    private void toRelay(Contribution contribution) {
      for (Contribution sum :
          Objects.requireNonNull(relay).receive(contribution, contributor.step())) {
        relayed++;
        inFlight.add(ContributionCodec.encode(sum));
      }
    }

    /** Perhaps twice, perhaps not at all, which the sender then hears. */
    private void toSite(byte[] record) {
      int fate = random.nextInt(100);
      if (fate < 2 && wild) {
        forgetSent();
        return;
      }
      siteLog.add(record);
      if (fate > 90) {
        siteLog.add(record);
      }
    }
  }

  private PartitionSet sitePartitions(SiteRelay site) {
    return PartitionSet.of(
        owners.entrySet().stream()
            .filter(owned -> site.agents().contains(owned.getValue().value()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** As the control plane gives space back: what was there when a step was open that is closed. */
  private void trimSite() {
    if (coordinator.fold().state().step() > siteMarkStep + plan.strategy().staleness()) {
      siteTrimmed = siteMark;
      siteMark = siteLog.size();
      siteMarkStep = coordinator.fold().state().step();
    }
  }

  /** In plain Java. */
  private static GradientKernel kernel(TrainingPlan plan) {
    return plan.model() instanceof ModelDefinition.Unsupervised
        ? GradientKernels.create(plan)
        : new PlainLinearKernel(plan);
  }

  /** Models of partitions that gossip, by partition, in the order in which they were written. */
  private final SortedMap<Integer, List<byte[]>> exchange = new TreeMap<>();

  SimulatedCluster(
      TrainingPlan plan,
      TrainingState start,
      List<Examples> train,
      List<Examples> holdout,
      int agentCount,
      long seed) {
    this(plan, start, train, holdout, agentCount, seed, ChunkWorkers.IN_LINE, byStep(plan));
  }

  /**
   * @param workers of every coordinator
   * @param levels of compression that every coordinator chooses, where the plan leaves them open
   */
  SimulatedCluster(
      TrainingPlan plan,
      TrainingState start,
      List<Examples> train,
      List<Examples> holdout,
      int agentCount,
      long seed,
      ChunkWorkers workers,
      LevelChooser levels) {
    this(plan, start, train, holdout, agentCount, seed, workers, levels, false);
  }

  /**
   * @param withSite whether the first three agents are of one site, where the first two may be
   *     relays
   */
  SimulatedCluster(
      TrainingPlan plan,
      TrainingState start,
      List<Examples> train,
      List<Examples> holdout,
      int agentCount,
      long seed,
      ChunkWorkers workers,
      LevelChooser levels,
      boolean withSite) {
    this.withSite = withSite;
    this.workers = workers;
    this.plan = plan;
    this.levels = levels;
    this.train = train;
    this.holdout = holdout;
    this.random = new SplittableRandom(seed);
    this.checkpoint = start.toBytes();
    for (int i = 0; i < agentCount; i++) {
      agents.add(new SimulatedAgent("agent-" + i));
    }
    this.coordinator = takeOver();
  }

  /** Often another level, and the same ones whoever coordinates. */
  static LevelChooser byStep(TrainingPlan plan) {
    if (!(plan.compression() instanceof CompressionDefinition.Adaptive adaptive)) {
      return LevelChooser.NEVER;
    }
    int count = adaptive.levels().size();
    return step ->
        CounterHash.bits(3, step) % 3 == 0
            ? null
            : choice(adaptive.levels().get((int) Math.floorMod(CounterHash.bits(4, step), count)));
  }

  /** A level for no reason. */
  static LevelChoice choice(CompressionLevel level) {
    return new LevelChoice(
        level,
        CompressionLevel.NONE,
        LevelChoice.Reason.MEASURE,
        new LevelChoice.Measures(1, 1, 0, 1, Double.NaN, Double.NaN, Double.NaN));
  }

  private Coordinator takeOver() {
    Generation generation = new Generation(++newestGeneration);
    append(new LedgerRecord.Marker(generation));
    LedgerFold fold = new LedgerFold(SavedState.read(checkpoint).state(), plan);
    for (int offset = checkpointOffset; offset < ledger.size(); offset++) {
      fold.apply(LedgerCodec.decode(ByteBuffer.wrap(ledger.get(offset))));
    }
    Coordinator taken = new Coordinator(plan, fold, generation, this::append, workers, levels);
    assign(taken);
    return taken;
  }

  private CompletableFuture<Long> append(List<LedgerRecord> records) {
    records.forEach(this::append);
    return CompletableFuture.completedFuture((long) ledger.size());
  }

  private void append(LedgerRecord record) {
    ledger.add(LedgerCodec.encode(record));
  }

  /** Deals the partitions out at random. */
  private void assign(Coordinator to) {
    SortedMap<Integer, AgentId> dealt = new TreeMap<>();
    for (int p = 0; p < plan.batches().partitions(); p++) {
      dealt.put(p, agents.get(random.nextInt(agents.size())).id);
    }
    assign(to, dealt);
  }

  private void assign(Coordinator to, SortedMap<Integer, AgentId> next) {
    assign(to, next, withSite && random.nextInt(5) > 0);
  }

  private void assign(Coordinator to, SortedMap<Integer, AgentId> next, boolean relaying) {
    owners = next;
    relays =
        relaying ? SiteRelays.of(new Placement(next), liveAgents(Set.of()), Set.of()) : List.of();
    Generation generation = new Generation(++newestGeneration);
    to.assigned(generation);
    for (SimulatedAgent agent : agents) {
      agent.announced = generation;
      agent.announcedSite =
          relays.stream()
              .filter(relay -> relay.agents().contains(agent.id.value()))
              .findFirst()
              .orElse(null);
      agent.announcedRows =
          next.entrySet().stream()
              .filter(owned -> owned.getValue().equals(agent.id))
              .map(Map.Entry::getKey)
              .map(p -> new PartitionRows(p, train.get(p), holdout.get(p)))
              .toList();
    }
  }

  /** As the control plane does when measurements change: any will do. */
  private void moveForSpeed() {
    SortedMap<Integer, AgentId> next = placed(Set.of());
    if (!next.equals(owners)) {
      movesForSpeed++;
      assign(coordinator, next);
    }
  }

  /** As the control plane does when a step waits for too long. */
  private void goOnWithoutTheMissing() {
    Set<AgentId> late =
        coordinator.missing().stream().map(owners::get).collect(Collectors.toUnmodifiableSet());
    if (relays.stream()
        .anyMatch(r -> late.stream().anyMatch(a -> r.agents().contains(a.value())))) {
      wentDirect++;
      assign(coordinator, owners, false);
    } else if (!late.isEmpty() && late.size() < agents.size()) {
      goneOnWithout++;
      assign(coordinator, placed(late));
    }
  }

  private SortedMap<Integer, AgentId> placed(Set<AgentId> without) {
    List<LiveAgent> live = liveAgents(without);
    Map<AgentId, AgentSpeed> speeds = new HashMap<>();
    live.forEach(
        a -> speeds.put(a.id(), new AgentSpeed(random.nextDouble(), 0.1 + random.nextDouble())));
    List<Double> rows = plan.batches().partitionRows().stream().map(Integer::doubleValue).toList();
    return Placement.place(new ClusterSnapshot(rows, live, owners, 8, speeds, Set.of(), 0.15))
        .owners();
  }

  private List<LiveAgent> liveAgents(Set<AgentId> without) {
    return agents.stream()
        .filter(a -> !without.contains(a.id))
        .map(
            a -> {
              int index = agents.indexOf(a);
              String site = withSite && index < 3 ? "north" : null;
              boolean relay = site != null && index < 2;
              return new LiveAgent(a.id, a.id.value(), "cpu", "Haswell", 1, site, relay);
            })
        .toList();
  }

  /** Runs to the end without any fault. */
  String runCalmly() {
    while (!coordinator.fold().state().evaluatedAtEnd()) {
      agents.forEach(SimulatedAgent::act);
      while (!inFlight.isEmpty()) {
        receive(inFlight.removeFirst());
      }
    }
    return digest();
  }

  /** Runs to the end with agents of any pace, but without any fault or move. */
  String runAtAnyPace(int turns) {
    for (int turn = 0; turn < turns; turn++) {
      if (coordinator.fold().state().evaluatedAtEnd()) {
        return digest();
      }
      if (random.nextBoolean()) {
        agents.get(random.nextInt(agents.size())).act();
      } else if (!inFlight.isEmpty()) {
        receive(inFlight.remove(random.nextInt(inFlight.size())));
      }
    }
    throw noEnd(turns);
  }

  /** Runs to the end with faults; at most {@code turns} choices. */
  String runWildly(int turns) {
    wild = true;
    for (int turn = 0; turn < turns; turn++) {
      if (coordinator.fold().state().evaluatedAtEnd()) {
        return digest();
      }
      int choice = random.nextInt(1000);
      if (withSite && choice % 50 == 0) {
        trimSite();
      }
      if (choice < 600) {
        agents.get(random.nextInt(agents.size())).act();
      } else if (choice < 950) {
        deliver();
      } else if (choice < 960) {
        takeCheckpoint();
      } else if (choice < 964) {
        assign(coordinator);
      } else if (choice < 968) {
        moveForSpeed();
      } else if (choice < 972) {
        goOnWithoutTheMissing();
      } else if (choice < 985) {
        deaths++;
        agents.get(random.nextInt(agents.size())).start();
      } else if (choice < 990) {
        deaths++;
        zombies.add(coordinator);
        coordinator = takeOver();
      } else {
        agents.get(random.nextInt(agents.size())).frozenFor = random.nextInt(40);
      }
    }
    throw noEnd(turns);
  }

  /**
   * Runs to the end although one agent that owns something freezes for ever after some steps.
   *
   * @param moving whether its partitions go to others when nothing happens any more
   */
  String runWithAFrozenAgent(boolean moving) {
    long step = random.nextLong(1, 6);
    for (int turn = 0; turn < 10_000; turn++) {
      if (coordinator.fold().state().evaluatedAtEnd()) {
        return digest();
      }
      if (coordinator.fold().state().step() >= step) {
        AgentId frozen = owners.values().iterator().next();
        agents.stream()
            .filter(a -> a.id.equals(frozen))
            .forEach(a -> a.frozenFor = Integer.MAX_VALUE);
        step = Long.MAX_VALUE;
      }
      long before = coordinator.fold().state().step();
      for (int act = 0; act < 5; act++) {
        agents.forEach(SimulatedAgent::act);
        while (!inFlight.isEmpty()) {
          coordinator.receive(ContributionCodec.decode(ByteBuffer.wrap(inFlight.removeFirst())));
        }
      }
      if (moving && coordinator.fold().state().step() == before) {
        goOnWithoutTheMissing();
      }
    }
    throw noEnd(10_000);
  }

  private AssertionError noEnd(int turns) {
    return new AssertionError(
        "no end after %d turns, at step %d, waiting for %s"
            .formatted(turns, coordinator.fold().state().step(), coordinator.missing()));
  }

  /**
   * Something in flight arrives: any of it, perhaps twice, perhaps at a coordinator that was
   * replaced.
   */
  private void deliver() {
    if (inFlight.isEmpty()) {
      return;
    }
    byte[] record = inFlight.remove(random.nextInt(inFlight.size()));
    int fate = random.nextInt(100);
    if (fate < 5) {
      agents.forEach(SimulatedAgent::forgetSent);
      return;
    }
    receive(record);
    if (fate < 20) {
      receive(record);
    }
    if (fate > 80 && !zombies.isEmpty()) {
      zombies
          .get(random.nextInt(zombies.size()))
          .receive(ContributionCodec.decode(ByteBuffer.wrap(record)));
    }
  }

  private void receive(byte[] record) {
    for (Outcome outcome : coordinator.receive(ContributionCodec.decode(ByteBuffer.wrap(record)))) {
      if (outcome instanceof Outcome.Remembered remembered) {
        checkpoint = SavedState.toBytes(begun, remembered.memories());
        checkpointOffset = begunOffset;
        rememberedCheckpoints++;
      }
      if (outcome instanceof Outcome.Evaluated complete) {
        evaluated.add(complete);
      }
    }
    if (random.nextInt(4) == 0) {
      coordinator.settle();
    }
  }

  private void takeCheckpoint() {
    if (plan.remembers()) {
      begun = coordinator.fold().state().toBytes();
      begunOffset = ledger.size();
      coordinator.snapshot();
    } else {
      checkpoint = coordinator.fold().state().toBytes();
      checkpointOffset = ledger.size();
    }
  }

  /** Checkpoints that what partitions remember was part of. */
  int rememberedCheckpoints() {
    return rememberedCheckpoints;
  }

  /** Digest that somebody finds who knows nothing but the ledger and the start. */
  String digestFromLedger(TrainingState start) {
    LedgerFold fold = new LedgerFold(start, plan);
    ledger.forEach(record -> fold.apply(LedgerCodec.decode(ByteBuffer.wrap(record))));
    return ParametersDigest.hexOf(fold.state().parameters());
  }

  /** Of the whole holdout, by a replica that stops after {@code step} committed steps. */
  MetricSums evaluationFromLedger(TrainingState start, long step) {
    LedgerFold fold = new LedgerFold(start, plan);
    for (byte[] record : ledger) {
      if (fold.state().step() < step) {
        fold.apply(LedgerCodec.decode(ByteBuffer.wrap(record)));
      }
    }
    try (GradientKernel kernel = kernel(plan)) {
      kernel.load(fold.state().parameters());
      return holdout.stream()
          .filter(examples -> examples.rows() > 0)
          .map(kernel::evaluate)
          .reduce(MetricSums::plus)
          .orElseThrow();
    }
  }

  /** Committed updates as a reader of the ledger sees them. */
  List<Update> updates(TrainingState start) {
    List<Update> updates = new ArrayList<>();
    LedgerReader reader = new LedgerReader(start.layout(), 0);
    for (byte[] record : ledger) {
      reader
          .read(LedgerCodec.decode(ByteBuffer.wrap(record)))
          .ifPresent(
              event -> {
                if (event instanceof LedgerEvent.Committed committed) {
                  updates.add(committed.update());
                }
              });
    }
    return updates;
  }

  private String digest() {
    TrainingState end = coordinator.fold().state();
    assertThat(end.rowLedger().twice()).as("rows seen twice").isZero();
    assertThat(end.rowLedger().never()).as("rows never seen").isZero();
    if (!end.best().stopped()) {
      assertThat(end.rowLedger().epochs()).isEqualTo(plan.batches().epochs());
    }
    return ParametersDigest.hexOf(coordinator.fold().state().parameters());
  }

  /** Complete evaluations that no step waited for. */
  List<Outcome.Evaluated> evaluated() {
    return evaluated;
  }

  int deaths() {
    return deaths;
  }

  int movesForSpeed() {
    return movesForSpeed;
  }

  /** Contributions that relays sent. */
  int relayed() {
    return relayed;
  }

  /** Times that a site's agents went on without their relay. */
  int wentDirect() {
    return wentDirect;
  }

  int goneOnWithout() {
    return goneOnWithout;
  }

  /** The coordinator's; not copied. */
  float[] parameters() {
    return coordinator.fold().state().parameters();
  }
}
