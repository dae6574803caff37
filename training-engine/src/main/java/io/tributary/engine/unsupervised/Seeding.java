package io.tributary.engine.unsupervised;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.unsupervised.Fitting.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where centres begin: k-means|| (Bahmani, Moseley, Vattani, Kumar and Vassilvitskii, "Scalable
 * K-Means++", VLDB 2012, algorithm 2) with as many draws a round as there are clusters, five
 * rounds, and exactly so many draws in each (section 5.3). A round is two steps: what each
 * partition's rows cost, and the rows that are drawn in proportion to their own cost. A draw is a
 * number that all partitions know, which falls on one row of one partition; only that one sends it,
 * bit by bit. In the last step each candidate is weighted by the rows nearest to it. Not
 * thread-safe.
 */
final class Seeding {
  private static final int ROUNDS = 5;

  /** One row; the rounds; the weights. */
  static final int STEPS = 2 * ROUNDS + 2;

  private static final long STREAM = 0x6B6D65616E73L;

  private final BatchPlan batches;
  private final int inputs;
  private final int clusters;
  private final long key;
  private final Map<Integer, Nearest> byPartition = new HashMap<>();

  /** What is known of a partition's rows and the first {@code seen} candidates. */
  private static final class Nearest {
    final Examples rows;
    final double[] costs;
    final int[] candidates;
    int seen;

    Nearest(Examples rows) {
      this.rows = rows;
      this.costs = new double[rows.rows()];
      this.candidates = new int[rows.rows()];
      Arrays.fill(costs, Double.POSITIVE_INFINITY);
    }
  }

  Seeding(TrainingPlan plan, int clusters) {
    this.batches = plan.batches();
    this.inputs = plan.preprocessing().inputs();
    this.clusters = clusters;
    this.key = CounterHash.key(plan.seed(), STREAM);
  }

  int mostCandidates() {
    return Math.addExact(1, Math.multiplyExact(ROUNDS, clusters));
  }

  int slots(int slotLength) {
    return Candidates.slots(inputs, mostCandidates(), batches.partitions(), slotLength);
  }

  int values(long step) {
    if (step == 0) {
      return inputs;
    }
    if (step == STEPS - 1) {
      return mostCandidates();
    }
    return isDraw(step) ? Math.multiplyExact(clusters, inputs) : batches.partitions();
  }

  int mostValues() {
    return Math.max(
        Math.max(mostCandidates(), batches.partitions()), Math.multiplyExact(clusters, inputs));
  }

  private static boolean isDraw(long step) {
    return step % 2 == 0;
  }

  /** Candidates that are known before {@code step}. */
  private int candidatesBefore(long step) {
    return step == 0 ? 0 : 1 + (int) ((step - 1) / 2) * clusters;
  }

  private Candidates candidates(float[][] slots) {
    return new Candidates(slots, inputs, mostCandidates());
  }

  /**
   * A partition's share of {@code step}.
   *
   * @param counts overwritten where the partition has something to say
   * @return whether everything was finite
   */
  boolean contribute(Batch batch, long step, float[][] slots, int[] counts) {
    if (step == 0) {
      drawFirst(batch, counts);
      return true;
    }
    Candidates candidates = candidates(slots);
    Nearest nearest = nearest(batch, candidates, candidatesBefore(step));
    double total = 0;
    for (double cost : nearest.costs) {
      total += cost;
    }
    if (step == STEPS - 1) {
      for (int candidate : nearest.candidates) {
        counts[candidate]++;
      }
      byPartition.remove(batch.partition());
    } else if (isDraw(step)) {
      draw(batch, step, candidates, nearest, counts);
    } else {
      counts[batch.partition()] = Float.floatToRawIntBits((float) total);
    }
    return Float.isFinite((float) total);
  }

  private void drawFirst(Batch batch, int[] counts) {
    long all = 0;
    long before = 0;
    for (int p = 0; p < batches.partitions(); p++) {
      all += batches.partitionRows().get(p);
      before += p < batch.partition() ? batches.partitionRows().get(p) : 0;
    }
    long drawn = Math.unsignedMultiplyHigh(CounterHash.bits(key, 0), all) - before;
    if (drawn >= 0 && drawn < batch.examples().rows()) {
      putRow(batch.examples(), (int) drawn, counts, 0);
    }
  }

  private void putRow(Examples rows, int row, int[] counts, int at) {
    for (int i = 0; i < inputs; i++) {
      counts[at + i] = Float.floatToRawIntBits(rows.features()[row * inputs + i]);
    }
  }

  private Nearest nearest(Batch batch, Candidates candidates, int known) {
    Nearest nearest = byPartition.get(batch.partition());
    if (nearest == null || nearest.rows != batch.examples() || nearest.seen > known) {
      nearest = new Nearest(batch.examples());
      byPartition.put(batch.partition(), nearest);
    }
    if (nearest.seen < known) {
      Centres fresh = Centres.ofRows(candidates, nearest.seen, known);
      for (int row = 0; row < nearest.costs.length; row++) {
        fresh.compare(batch.examples(), row);
        // Not "less than" alone: what is no number has to be seen.
        if (!(fresh.nearestSquare() >= nearest.costs[row])) {
          nearest.costs[row] = fresh.nearestSquare();
          nearest.candidates[row] = nearest.seen + fresh.nearest();
        }
      }
      nearest.seen = known;
    }
    return nearest;
  }

  private void draw(Batch batch, long step, Candidates candidates, Nearest nearest, int[] counts) {
    double total = total(candidates);
    if (!(total > 0)) {
      return;
    }
    double[] sums = new double[nearest.costs.length];
    double sum = 0;
    for (int row = 0; row < sums.length; row++) {
      sum += nearest.costs[row];
      sums[row] = sum;
    }
    for (int draw = 0; draw < clusters; draw++) {
      double at = unit(CounterHash.key(key, step), draw) * total;
      int partition = 0;
      double before = 0;
      int last = lastWithCost(candidates);
      while (partition < last && !(at < before + candidates.cost(partition))) {
        before += candidates.cost(partition);
        partition++;
      }
      if (partition == batch.partition()) {
        double share = Math.clamp((at - before) / candidates.cost(partition), 0, 1);
        putRow(batch.examples(), rowAt(sums, share * sum), counts, draw * inputs);
      }
    }
  }

  /** The first row whose sum is beyond {@code at}; one that costs something. */
  private static int rowAt(double[] sums, double at) {
    int low = 0;
    int high = sums.length - 1;
    double beyond = Math.min(at, Math.nextDown(sums[high]));
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > beyond) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private double total(Candidates candidates) {
    double total = 0;
    for (int p = 0; p < batches.partitions(); p++) {
      total += candidates.cost(p);
    }
    return total;
  }

  private int lastWithCost(Candidates candidates) {
    int last = batches.partitions() - 1;
    while (last > 0 && candidates.cost(last) == 0) {
      last--;
    }
    return last;
  }

  /** In [0, 1). */
  private static double unit(long stream, long position) {
    return (CounterHash.bits(stream, position) >>> 11) * 0x1p-53;
  }

  /**
   * Takes the sum of {@code update}'s step in.
   *
   * @param parameters the first values become weights [clusters, inputs], column-major, in the last
   *     step; which leaves zeros in the slots
   */
  void fold(Update update, float[] parameters, float[][] slots) {
    Candidates candidates = candidates(slots);
    long step = update.step();
    int[] sums = update.sums();
    int known = candidatesBefore(step);
    if (step == STEPS - 1) {
      double[][] centres =
          WeightedClusters.centres(candidates, sums, clusters, CounterHash.key(key, step));
      for (int c = 0; c < clusters; c++) {
        for (int i = 0; i < inputs; i++) {
          parameters[i * clusters + c] = (float) centres[c][i];
        }
      }
      for (float[] slot : slots) {
        Arrays.fill(slot, 0);
      }
    } else if (step == 0) {
      take(candidates, 0, sums, 0);
    } else if (!isDraw(step)) {
      for (int p = 0; p < sums.length; p++) {
        candidates.cost(p, Float.intBitsToFloat(sums[p]));
      }
    } else {
      boolean drawn = total(candidates) > 0;
      for (int draw = 0; draw < clusters; draw++) {
        if (drawn) {
          take(candidates, known + draw, sums, draw * inputs);
        } else {
          again(candidates, known + draw);
        }
      }
    }
  }

  private void take(Candidates candidates, int candidate, int[] bits, int from) {
    for (int i = 0; i < inputs; i++) {
      candidates.value(candidate, i, Float.intBitsToFloat(bits[from + i]));
    }
  }

  /** Every row is a candidate already. */
  private void again(Candidates candidates, int candidate) {
    for (int i = 0; i < inputs; i++) {
      candidates.value(candidate, i, (float) candidates.value(0, i));
    }
  }
}
