package io.tributary.engine.contribution;

import io.tributary.engine.contribution.StepLaps.Phase;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.ledger.LedgerEvent;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an agent owes, and makes it: every step whose parameters the replica has, once per
 * (generation, step, attempt), only when caught up with the ledger, never under a generation that
 * the ledger has left behind. No clock, no I/O. Not thread-safe.
 */
public final class Contributor {
  /** As large as a chunk of values. */
  private static final int PIECE_BYTES = ChunkLayout.CHUNK_VALUES * Integer.BYTES;

  private final TrainingPlan plan;
  private final AgentId self;
  private final LedgerFold fold;
  private final StepComputation computation;
  private final StepLaps laps;
  private final @Nullable OwnClocks clocks;
  private Generation sentUnder = Generation.NONE;
  private long nextStep;
  private long attemptedStep;
  private int sentAttempt;
  private boolean startEvaluated;
  private LedgerEvent.@Nullable SnapshotWanted wantedMemories;
  private final Set<Integer> answered = new HashSet<>();

  /**
   * @param start a checkpoint; its state is folded in place from now on
   * @param kernel the caller closes it
   */
  public Contributor(TrainingPlan plan, AgentId self, SavedState start, GradientKernel kernel) {
    this(plan, self, start, kernel, System::nanoTime);
  }

  /**
   * @param nanos a clock that only goes forward, for {@link StepTimes}; nothing else depends on it
   */
  public Contributor(
      TrainingPlan plan,
      AgentId self,
      SavedState start,
      GradientKernel kernel,
      LongSupplier nanos) {
    this.plan = plan;
    this.laps = new StepLaps(nanos);
    this.self = self;
    this.fold = new LedgerFold(start.state(), plan);
    this.computation = new StepComputation(plan, kernel, start, laps);
    this.clocks =
        plan.strategy() instanceof StrategyDefinition.ByArrival byArrival
            ? new OwnClocks(plan, byArrival)
            : null;
  }

  /** Committed steps that the agent's replica includes. */
  public long step() {
    return fold.state().step();
  }

  /**
   * Takes the next record of the ledger in.
   *
   * @param assigned generation of the assignment that gave {@code rows} to this agent
   * @param rows of the partitions that this agent owns now
   * @return records to send: what its partitions remember, where the coordinator wants that, or
   *     their evaluation, where steps do not wait for one
   */
  public List<Contribution> follow(
      LedgerRecord record, Generation assigned, Collection<PartitionRows> rows) {
    laps.end(Phase.WAIT);
    List<Contribution> answers = take(record, assigned, rows);
    laps.end(Phase.FOLD);
    return answers;
  }

  private List<Contribution> take(
      LedgerRecord record, Generation assigned, Collection<PartitionRows> rows) {
    Optional<LedgerEvent> event = fold.apply(record, () -> catchUp(rows));
    if (event.orElse(null) instanceof LedgerEvent.Committed && evaluatesBeside(assigned, rows)) {
      return List.of(evaluation(assigned, rows));
    }
    // A snapshot of another generation was given up, or answered, long ago.
    if (event.orElse(null) instanceof LedgerEvent.SnapshotWanted wanted
        && wanted.generation().equals(assigned)
        && plan.remembers()) {
      wantedMemories = wanted;
      answered.clear();
      return memories(wanted, rows);
    }
    return List.of();
  }

  /** Not for what an earlier assignment left behind: that was evaluated by others, or given up. */
  private boolean evaluatesBeside(Generation assigned, Collection<PartitionRows> rows) {
    TrainingState state = fold.state();
    return clocks != null
        && !rows.isEmpty()
        && assigned.equals(fold.generation())
        && !state.isEnd(state.step(), plan)
        && state.evaluatesAt(state.step(), plan);
  }

  private Contribution evaluation(Generation assigned, Collection<PartitionRows> rows) {
    startEvaluated |= fold.state().step() == 0;
    return computation.evaluation(
        header(assigned, fold.state().step(), 0, rows), fold.state(), rows);
  }

  private void catchUp(Collection<PartitionRows> rows) {
    if (plan.remembers()) {
      TrainingState state = fold.state();
      computation.catchUp(state.step(), fold.exponentsOf(state.step()), state, rows);
    }
  }

  private List<Contribution> memories(
      LedgerEvent.SnapshotWanted wanted, Collection<PartitionRows> rows) {
    List<Contribution> records = new ArrayList<>();
    for (PartitionRows partition : rows) {
      if (computation.knows(List.of(partition), wanted.step()) && answered.add(partition.index())) {
        Contribution.Header header =
            header(wanted.generation(), wanted.step(), 0, List.of(partition));
        byte[] memory = computation.memory(partition.index(), wanted.step());
        int pieces = Math.max(1, Math.ceilDiv(memory.length, PIECE_BYTES));
        for (int piece = 0; piece < pieces; piece++) {
          int from = piece * PIECE_BYTES;
          int to = Math.min(memory.length, from + PIECE_BYTES);
          records.add(
              new Contribution.Memory(header, piece, pieces, Arrays.copyOfRange(memory, from, to)));
        }
      }
    }
    return records;
  }

  /**
   * Whether it is known what all these partitions remember. Where it is not, because one of them
   * was another agent's until now, a new contributor has to begin at a checkpoint.
   */
  public boolean knows(Collection<PartitionRows> rows) {
    if (!plan.remembers()) {
      return true;
    }
    if (computation.gossip() != null) {
      return computation.gossip().own(rows);
    }
    computation.retain(rows);
    return computation.knows(rows, fold.state().step());
  }

  /** Whether something has to be sent now, given that the replica is caught up. */
  public boolean owes(Generation assigned, Collection<PartitionRows> rows) {
    if (rows.isEmpty() || assigned.isBefore(fold.generation()) || fold.state().evaluatedAtEnd()) {
      return false;
    }
    return clocks == null || isEnd()
        ? owedStep(assigned) <= lastStep() && isThrough(owedStep(assigned))
        : owesStartEvaluation(assigned) || clocks.turn(fold.state(), assigned, rows).isPresent();
  }

  /** Where partitions gossip, whether they have learnt all that the step looks at. */
  private boolean isThrough(long step) {
    GossipNodes gossip = computation.gossip();
    return gossip == null || fold.state().isEnd(step, plan) || gossip.areThrough(step);
  }

  /** Whether partitions gossip. */
  public boolean exchanges() {
    return computation.gossip() != null;
  }

  /** Other agents' partitions whose models have to be read; none but where partitions gossip. */
  public Set<Integer> neighbours() {
    GossipNodes gossip = computation.gossip();
    return gossip == null ? Set.of() : gossip.neighbours();
  }

  /** Whether more of {@code neighbour}'s models should be read now. */
  public boolean wants(int neighbour) {
    GossipNodes gossip = computation.gossip();
    return gossip != null && gossip.wants(neighbour);
  }

  /** Takes a piece of a neighbour's model in. */
  public void receive(ExchangedModel piece) {
    GossipNodes gossip = computation.gossip();
    if (gossip != null) {
      gossip.receive(piece);
    }
  }

  /** Whether some partition that gossips can go on now. */
  public boolean canExchange() {
    GossipNodes gossip = computation.gossip();
    return gossip != null && !isEnd() && gossip.canAct(rounds());
  }

  /** Rounds that may be worked on: the one that is committed next, and one ahead of it. */
  private long rounds() {
    return fold.state().step() + 1 + plan.strategy().staleness();
  }

  /**
   * What goes out when a partition that gossips goes on.
   *
   * @param models to its neighbours
   * @param contributions to the coordinator: memories that it asked for before they were there
   */
  public record Exchange(List<ExchangedModel> models, List<Contribution> contributions) {}

  /** Lets the partition that is furthest behind go on. */
  public Exchange exchange(Collection<PartitionRows> rows) {
    laps.end(Phase.WAIT);
    List<ExchangedModel> models = Objects.requireNonNull(computation.gossip()).act(rounds());
    laps.end(Phase.COMPUTE);
    LedgerEvent.SnapshotWanted wanted = wantedMemories;
    return new Exchange(models, wanted == null ? List.of() : memories(wanted, rows));
  }

  private boolean isEnd() {
    return fold.state().isEnd(fold.state().step(), plan);
  }

  /** Before the first step there is no record that would ask for an evaluation. */
  private boolean owesStartEvaluation(Generation assigned) {
    return !startEvaluated && fold.state().step() == 0 && assigned.equals(fold.generation());
  }

  /**
   * The contribution to the first step that is owed, or the first partition's batch.
   *
   * @param assigned generation of the assignment that gave {@code rows} to this agent
   * @return records to send
   */
  public List<Contribution> contribute(Generation assigned, Collection<PartitionRows> rows) {
    laps.end(Phase.WAIT);
    return clocks == null || isEnd()
        ? contributeToStep(assigned, rows)
        : contributeOwn(clocks, assigned, rows);
  }

  private List<Contribution> contributeOwn(
      OwnClocks own, Generation assigned, Collection<PartitionRows> rows) {
    if (owesStartEvaluation(assigned)) {
      return List.of(evaluation(assigned, rows));
    }
    OwnClocks.Turn turn = own.turn(fold.state(), assigned, rows).orElseThrow();
    own.sent(turn, assigned);
    Contribution.Header header = header(assigned, turn.clock(), 0, List.of(turn.rows()));
    return computation.own(header, fold.state(), turn.rows());
  }

  private Contribution.Header header(
      Generation generation, long step, int attempt, Collection<PartitionRows> rows) {
    return new Contribution.Header(
        plan.job(),
        generation,
        step,
        attempt,
        self,
        PartitionSet.of(rows.stream().map(PartitionRows::index).toList()));
  }

  private List<Contribution> contributeToStep(Generation assigned, Collection<PartitionRows> rows) {
    long step = owedStep(assigned);
    int attempt = fold.attemptOf(step);
    Contribution.Header header = header(assigned, step, attempt, rows);
    List<Contribution> contributions =
        computation.compute(header, fold.exponentsOf(step), fold.state(), List.copyOf(rows));
    nextStep = assigned.equals(sentUnder) ? Math.max(step + 1, nextStep) : step + 1;
    sentUnder = assigned;
    if (step == fold.state().step()) {
      attemptedStep = step;
      sentAttempt = attempt;
    }
    return contributions;
  }

  /** What was contributed or exchanged last is in the hands of the brokers' client. */
  public void sent() {
    laps.end(Phase.SEND);
  }

  /** What was sent last may not have arrived: it is owed again. */
  public void forgetSent() {
    sentUnder = Generation.NONE;
    if (clocks != null) {
      clocks.forgetSent();
    }
  }

  /** The first step that is not sent, or the one that follows when it was re-issued since. */
  private long owedStep(Generation assigned) {
    long head = fold.state().step();
    boolean reissued = fold.attempt() > (attemptedStep == head ? sentAttempt : 0);
    return reissued || nextStep <= head || !assigned.equals(sentUnder) ? head : nextStep;
  }

  /** The last step whose parameters are known. */
  private long lastStep() {
    long head = fold.state().step();
    long last = fold.state().best().stopped() ? head - 1 : plan.totalSteps() - 1;
    return head > last ? head : Math.min(head + plan.strategy().staleness(), last);
  }
}
