package io.tributary.engine.plan;

/** In which order a partition uses its rows. */
public final class BatchOrder {
  private BatchOrder() {}

  /**
   * The rows {@code 0 .. rows - 1} of partition {@code partition} in the order that epoch {@code
   * epoch} uses them: a permutation that depends on the four arguments only.
   *
   * <p>Durstenfeld's form of the Fisher-Yates shuffle (CACM 7(7), 1964, algorithm 235) over the
   * numbers of {@link CounterHash}; a number below {@code n} is the high word of a 64-bit product
   * (Lemire, 2019), its bias is below {@code n / 2^64}.
   */
  public static int[] order(long seed, int partition, int epoch, int rows) {
    long key = CounterHash.key(CounterHash.key(seed, partition), epoch);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    for (int i = rows - 1; i > 0; i--) {
      int j = (int) Math.unsignedMultiplyHigh(CounterHash.bits(key, i), i + 1L);
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
    return order;
  }
}
