package io.tributary.engine.contribution;

import io.tributary.engine.codec.PartitionMemory;
import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.metric.MetricLayout;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.optimizer.UpdateRule;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.SavedState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The partitions of one agent that gossip ({@link StrategyDefinition.Gossip}). A partition goes on
 * as soon as it has its neighbours' models of the same clock; means are taken in the partitions'
 * order, so its model depends on nobody's speed. Not thread-safe.
 */
final class GossipNodes {
  private final TrainingPlan plan;
  private final StrategyDefinition.Gossip strategy;
  private final GradientKernel kernel;
  private final UpdateRule rule;
  private final MetricSums noRows;
  private final long firstRound;
  private final SortedMap<Integer, byte[]> atFirstRound;
  private final float[] initial;
  private final float[] gradient;
  private final ReceivedModels received = new ReceivedModels();
  private final TreeMap<Integer, GossipNode> nodes = new TreeMap<>();

  /**
   * @param start where the nodes begin: at what their partitions remember, or, before the first
   *     step, at its parameters
   */
  GossipNodes(
      TrainingPlan plan,
      StrategyDefinition.Gossip strategy,
      GradientKernel kernel,
      SavedState start) {
    this.plan = plan;
    this.strategy = strategy;
    this.kernel = kernel;
    this.rule = UpdateRule.local(plan, ParameterBlocks.of(plan));
    this.noRows = MetricLayout.of(plan).zero();
    this.firstRound = start.state().step();
    this.atFirstRound = start.memories();
    this.initial = start.state().parameters().clone();
    this.gradient = new float[initial.length];
  }

  /**
   * Follows the assignment. Partitions that are new are known only as long as nothing has happened
   * since the checkpoint: later, their neighbours' models would be gone.
   *
   * @return whether all of {@code rows} are known
   */
  boolean own(Collection<PartitionRows> rows) {
    TreeSet<Integer> owned = new TreeSet<>();
    rows.forEach(partition -> owned.add(partition.index()));
    nodes.keySet().retainAll(owned);
    boolean fresh =
        nodes.values().stream().allMatch(node -> node.clock() == firstRound * strategy.batches());
    for (PartitionRows partition : rows) {
      if (!nodes.containsKey(partition.index())) {
        if (!fresh) {
          return false;
        }
        nodes.put(partition.index(), start(partition));
      }
    }
    return true;
  }

  private GossipNode start(PartitionRows partition) {
    int p = partition.index();
    PartitionMemory memory =
        PartitionMemory.empty(
            new PartitionMemory.Shape(1 + rule.slots(), 0), kernel.parameterCount());
    byte[] saved = atFirstRound.get(p);
    if (saved != null) {
      memory.read(saved);
    } else {
      System.arraycopy(initial, 0, memory.vectors()[0], 0, initial.length);
    }
    List<Integer> sources = strategy.topology().sources(p, plan.batches().partitions());
    return new GossipNode(partition, sources, memory, firstRound, strategy.batches());
  }

  /** Whose models have to be read: neighbours that are other agents'. */
  Set<Integer> neighbours() {
    Set<Integer> neighbours = new TreeSet<>();
    nodes.values().forEach(node -> neighbours.addAll(node.sources()));
    neighbours.removeAll(nodes.keySet());
    return neighbours;
  }

  /** Whether more of {@code neighbour}'s models should be read now: else they pile up. */
  boolean wants(int neighbour) {
    return received.wants(neighbour, neededClock(neighbour));
  }

  void receive(ExchangedModel piece) {
    int p = piece.partition();
    if (piece.parameters() == initial.length
        && !nodes.containsKey(p)
        && piece.clock() >= neededClock(p)) {
      received.add(piece);
    }
  }

  /** The smallest clock of {@code source}'s models that some node still averages. */
  private long neededClock(int source) {
    return nodes.values().stream()
        .filter(node -> node.sources().contains(source))
        .mapToLong(GossipNode::clock)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Whether some node can go on.
   *
   * @param rounds that may be worked on
   */
  boolean canAct(long rounds) {
    return next(rounds).isPresent();
  }

  private Optional<GossipNode> next(long rounds) {
    long last = Math.min(rounds, plan.totalSteps()) * strategy.batches();
    return nodes.values().stream()
        .filter(node -> !node.isSent() || (node.clock() < last && hasNeighbours(node)))
        .min(Comparator.comparingLong(GossipNode::clock));
  }

  private boolean hasNeighbours(GossipNode node) {
    return node.sources().stream().allMatch(source -> received.has(source, node.clock()));
  }

  /**
   * Lets the node that is furthest behind go on: it gives its model to the neighbours, or learns
   * from its next batch.
   *
   * @return pieces to send
   */
  List<ExchangedModel> act(long rounds) {
    GossipNode node = next(rounds).orElseThrow();
    if (node.isSent()) {
      learn(node);
    }
    node.sent();
    int p = node.rows().index();
    received.add(p, node.clock(), node.model().clone());
    nodes.values().stream()
        .flatMap(n -> n.sources().stream())
        .distinct()
        .forEach(source -> received.forget(source, neededClock(source)));
    return pieces(p, node.clock(), node.model());
  }

  private static List<ExchangedModel> pieces(int partition, long clock, float[] model) {
    ChunkLayout layout = new ChunkLayout(model.length);
    List<ExchangedModel> pieces = new ArrayList<>();
    for (int chunk = 0; chunk < layout.chunks(); chunk++) {
      int[] bits = new int[layout.length(chunk)];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Float.floatToRawIntBits(model[layout.offset(chunk) + i]);
      }
      pieces.add(new ExchangedModel(partition, clock, layout.offset(chunk), model.length, bits));
    }
    return pieces;
  }

  private void learn(GossipNode node) {
    long clock = node.clock();
    float[] model = node.model();
    MetricSums batch = gradient(node.rows(), clock, model);
    average(node.sources(), clock, model);
    if (batch.rows() > 0) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= batch.rows();
      }
      rule.apply(model, node.slots(), gradient, clock);
    }
    node.learnt(batch, strategy.batches());
  }

  /** Leaves the sum of the batch's gradients at {@code model} in {@link #gradient}. */
  private MetricSums gradient(PartitionRows rows, long clock, float[] model) {
    long round = clock / strategy.batches();
    int batch = plan.batches().batchRows(rows.index());
    int done = Math.toIntExact(clock % strategy.batches() * batch);
    int count = Math.min(batch, plan.batches().rowsAt(rows.index(), round) - done);
    if (count <= 0) {
      return noRows;
    }
    int from = plan.batches().firstPosition(rows.index(), round) + done;
    kernel.load(model);
    kernel.epoch(plan.batches().epochOf(round));
    kernel.draw(plan.drawKey(rows.index(), clock));
    return kernel.gradient(rows.train(), rows.order(plan, round), from, count, gradient);
  }

  private void average(List<Integer> sources, long clock, float[] target) {
    Arrays.fill(target, 0);
    for (int source : sources) {
      float[] model = received.model(source, clock);
      for (int i = 0; i < target.length; i++) {
        target[i] += model[i];
      }
    }
    float weight = 1f / sources.size();
    for (int i = 0; i < target.length; i++) {
      target[i] *= weight;
    }
  }

  /** Whether all nodes are through with {@code round}. */
  boolean areThrough(long round) {
    return nodes.values().stream().allMatch(node -> node.remembers(round + 1));
  }

  /** Whether {@code partition}'s node is known as it was when {@code round} began. */
  boolean remembers(int partition, long round) {
    GossipNode node = nodes.get(partition);
    return node != null && node.remembers(round);
  }

  /** What {@code partition} was when {@code round} began: model, then slots. */
  byte[] memory(int partition, long round) {
    return node(partition).before(round);
  }

  private GossipNode node(int partition) {
    GossipNode node = nodes.get(partition);
    if (node == null) {
      throw new IllegalStateException("partition %d is not owned".formatted(partition));
    }
    return node;
  }

  /** Overwrites {@code target} with {@code partition}'s model after {@code round}. */
  MetricSums result(int partition, long round, float[] target) {
    ByteBuffer.wrap(memory(partition, round + 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(target);
    return node(partition).seen(round, noRows);
  }
}
