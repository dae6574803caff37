package io.tributary.engine.unsupervised;

/**
 * Rows that were drawn as candidates for centres, in a state's slots one after the other; behind
 * them, what each partition's rows cost.
 *
 * @param slots vectors of equal length; read, and written where a fold does
 * @param inputs numbers of a candidate
 * @param most candidates that there may be
 */
record Candidates(float[][] slots, int inputs, int most) {

  /** Slots that are needed. */
  static int slots(int inputs, int most, int partitions, int slotLength) {
    long values = (long) most * inputs + partitions;
    return Math.toIntExact(Math.ceilDiv(values, slotLength));
  }

  double value(int candidate, int input) {
    return get((long) candidate * inputs + input);
  }

  void value(int candidate, int input, float value) {
    set((long) candidate * inputs + input, value);
  }

  double cost(int partition) {
    return get((long) most * inputs + partition);
  }

  void cost(int partition, float cost) {
    set((long) most * inputs + partition, cost);
  }

  private float get(long at) {
    int length = slots[0].length;
    return slots[(int) (at / length)][(int) (at % length)];
  }

  private void set(long at, float value) {
    int length = slots[0].length;
    slots[(int) (at / length)][(int) (at % length)] = value;
  }
}
