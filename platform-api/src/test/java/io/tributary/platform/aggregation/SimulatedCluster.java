package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.Contributor;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerEvent;
import io.tributary.engine.ledger.LedgerReader;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A job's coordinators and agents under a seeded scheduler: one thread, one random choice after the
 * other decides who acts, what arrives late, twice or not at all, and who dies. Records pass
 * through their codecs.
 */
final class SimulatedCluster {
  private final SplittableRandom random;
  private final TrainingPlan plan;
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
  private int deaths;

  private final class SimulatedAgent {
    final AgentId id;
    Contributor contributor;
    int offset;
    Generation assigned = Generation.NONE;
    List<PartitionRows> rows = List.of();

    SimulatedAgent(String name) {
      id = new AgentId(name);
      start();
    }

    /** Starts from the checkpoint, as a new process does. */
    void start() {
      offset = checkpointOffset;
      contributor =
          new Contributor(plan, id, SavedState.read(checkpoint), new PlainLinearKernel(plan));
    }

    void act() {
      if (!contributor.knows(rows)) {
        start();
      }
      if (offset < ledger.size()) {
        // Records come in batches, as from a broker.
        int end = offset + 1 + random.nextInt(ledger.size() - offset);
        while (offset < end) {
          LedgerRecord record = LedgerCodec.decode(ByteBuffer.wrap(ledger.get(offset++)));
          for (Contribution memory : contributor.follow(record, assigned, rows)) {
            inFlight.add(ContributionCodec.encode(memory));
          }
        }
      } else if (contributor.owes(assigned, rows)) {
        for (Contribution contribution : contributor.contribute(assigned, rows)) {
          inFlight.add(ContributionCodec.encode(contribution));
        }
      }
    }
  }

  SimulatedCluster(
      TrainingPlan plan,
      TrainingState start,
      List<Examples> train,
      List<Examples> holdout,
      int agentCount,
      long seed) {
    this.plan = plan;
    this.train = train;
    this.holdout = holdout;
    this.random = new SplittableRandom(seed);
    this.checkpoint = start.toBytes();
    for (int i = 0; i < agentCount; i++) {
      agents.add(new SimulatedAgent("agent-" + i));
    }
    this.coordinator = takeOver();
  }

  private Coordinator takeOver() {
    Generation generation = new Generation(++newestGeneration);
    append(new LedgerRecord.Marker(generation));
    LedgerFold fold = new LedgerFold(SavedState.read(checkpoint).state(), plan);
    for (int offset = checkpointOffset; offset < ledger.size(); offset++) {
      fold.apply(LedgerCodec.decode(ByteBuffer.wrap(ledger.get(offset))));
    }
    Coordinator taken = new Coordinator(plan, fold, generation, this::append);
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

  /** Deals the partitions out at random, under a new generation. */
  private void assign(Coordinator to) {
    Generation generation = new Generation(++newestGeneration);
    to.assigned(generation);
    List<List<PartitionRows>> dealt = new ArrayList<>();
    agents.forEach(a -> dealt.add(new ArrayList<>()));
    for (int p = 0; p < plan.batches().partitions(); p++) {
      dealt
          .get(random.nextInt(agents.size()))
          .add(new PartitionRows(p, train.get(p), holdout.get(p)));
    }
    for (int i = 0; i < agents.size(); i++) {
      agents.get(i).assigned = generation;
      agents.get(i).rows = dealt.get(i);
    }
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

  /** Runs to the end with faults; at most {@code turns} choices. */
  String runWildly(int turns) {
    for (int turn = 0; turn < turns; turn++) {
      if (coordinator.fold().state().evaluatedAtEnd()) {
        return digest();
      }
      int choice = random.nextInt(1000);
      if (choice < 600) {
        agents.get(random.nextInt(agents.size())).act();
      } else if (choice < 950) {
        deliver();
      } else if (choice < 960) {
        takeCheckpoint();
      } else if (choice < 972) {
        assign(coordinator);
      } else if (choice < 985) {
        deaths++;
        agents.get(random.nextInt(agents.size())).start();
      } else if (choice < 990) {
        deaths++;
        zombies.add(coordinator);
        coordinator = takeOver();
      }
    }
    throw new AssertionError(
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
      agents.forEach(a -> a.contributor.forgetSent());
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
    }
  }

  private void takeCheckpoint() {
    if (plan.compression().remembers()) {
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
    return ParametersDigest.hexOf(coordinator.fold().state().parameters());
  }

  int deaths() {
    return deaths;
  }

  /** The coordinator's; not copied. */
  float[] parameters() {
    return coordinator.fold().state().parameters();
  }
}
