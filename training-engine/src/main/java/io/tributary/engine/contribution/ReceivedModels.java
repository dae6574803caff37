package io.tributary.engine.contribution;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Models of partitions by clock, as their pieces come. Not thread-safe. */
final class ReceivedModels {
  /** Of one partition, more than its neighbours need at a time. */
  private static final int MOST = 4;

  private final Map<Integer, TreeMap<Long, Model>> byPartition = new HashMap<>();

  /** Which numbers are there, one bit each piece. */
  private record Model(float[] parameters, BitSet pieces, int[] missing) {}

  /** Takes a piece in; one that is known already changes nothing. */
  void add(ExchangedModel piece) {
    Model model =
        byPartition
            .computeIfAbsent(piece.partition(), p -> new TreeMap<>())
            .computeIfAbsent(
                piece.clock(),
                clock ->
                    new Model(
                        new float[piece.parameters()],
                        new BitSet(),
                        new int[] {piece.parameters()}));
    int[] bits = piece.bits();
    if (piece.from() < 0
        || piece.from() > model.parameters().length - bits.length
        || model.pieces().get(piece.from())) {
      return;
    }
    model.pieces().set(piece.from());
    for (int i = 0; i < bits.length; i++) {
      model.parameters()[piece.from() + i] = Float.intBitsToFloat(bits[i]);
    }
    model.missing()[0] -= bits.length;
  }

  /** A whole model. */
  void add(int partition, long clock, float[] parameters) {
    byPartition
        .computeIfAbsent(partition, p -> new TreeMap<>())
        .put(clock, new Model(parameters, new BitSet(), new int[1]));
  }

  boolean has(int partition, long clock) {
    TreeMap<Long, Model> models = byPartition.get(partition);
    Model model = models == null ? null : models.get(clock);
    return model != null && model.missing()[0] == 0;
  }

  /** It has to be there; not copied. */
  float[] model(int partition, long clock) {
    Model model = byPartition.getOrDefault(partition, new TreeMap<>()).get(clock);
    if (model == null) {
      throw new IllegalStateException(
          "no model of partition %d at batch %d".formatted(partition, clock));
    }
    return model.parameters();
  }

  /**
   * Whether more of the partition's models should be read: until there are enough, and in any case
   * until the one of {@code clock} is there. Where a model was lost on the way to the brokers,
   * those after it come first.
   */
  boolean wants(int partition, long clock) {
    return !has(partition, clock)
        || byPartition.getOrDefault(partition, new TreeMap<>()).size() < MOST;
  }

  /** Models before {@code clock} are not needed any more. */
  void forget(int partition, long clock) {
    TreeMap<Long, Model> models = byPartition.get(partition);
    if (models != null) {
      models.headMap(clock).clear();
    }
  }
}
