package io.tributary.engine.codec;

import io.tributary.engine.grid.Grid;

/**
 * EF-signSGD (Karimireddy et al., ICML 2019): {@code p = g + e}, sent is {@code s sign(p)}, kept is
 * {@code e = p - s sign(p)}. The magnitude s is the chunk's mean magnitude rounded to a power of
 * two, that of the step before and shared by all partitions, so that signs stay signs when they are
 * summed. A chunk whose own mean is below half of it is not sent: only then would the error grow.
 *
 * <p>Memory: e.
 */
final class SignCodec implements GradientCodec {
  private static final float ROOT_OF_TWO = 1.4142135f;

  private final int parameters;

  SignCodec(int parameters) {
    this.parameters = parameters;
  }

  @Override
  public int values() {
    return parameters;
  }

  @Override
  public PartitionMemory.Shape memory() {
    return new PartitionMemory.Shape(1, 0);
  }

  @Override
  public void add(
      Encoding encoding,
      float[] gradient,
      float[][] shared,
      PartitionMemory before,
      PartitionMemory after,
      ContributionSum sum) {
    if (ErrorFeedback.accumulate(gradient, before, after, sum)) {
      for (int chunk = 0; chunk < sum.layout().chunks(); chunk++) {
        send(chunk, after.vectors()[0], sum);
      }
    }
  }

  private static void send(int chunk, float[] kept, ContributionSum sum) {
    int from = sum.layout().offset(chunk);
    int to = from + sum.layout().length(chunk);
    double magnitudes = 0;
    for (int i = from; i < to; i++) {
      magnitudes += Math.abs(kept[i]);
    }
    float mean = (float) (magnitudes / (to - from));
    if (mean == 0) {
      return;
    }
    sum.need(chunk, Math.max(Grid.LOWEST_EXPONENT + 1, Math.getExponent(mean * ROOT_OF_TWO)));
    float sent = (float) Math.scalb(1.0, sum.exponent(chunk));
    if (sum.gridUnknown(chunk) || sent > 2 * mean) {
      return;
    }
    for (int i = from; i < to; i++) {
      int sign = kept[i] < 0 ? -1 : 1;
      sum.values()[i] += sign;
      kept[i] -= sign * sent;
    }
  }
}
