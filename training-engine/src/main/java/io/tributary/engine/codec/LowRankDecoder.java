package io.tributary.engine.codec;

import io.tributary.engine.ledger.Update;
import io.tributary.engine.plan.CounterHash;
import java.util.Arrays;

/**
 * The fold's side of {@link LowRankCodec}: the mean gradient of a matrix is the product of the thin
 * matrix that was summed and the one that everybody knows; the summed one, made orthonormal, is
 * what everybody knows in the next step.
 *
 * <p>Shared: the known matrices, at their places in {@link LowRankLayout}.
 */
final class LowRankDecoder implements GradientDecoder {
  /** Names the stream of random columns among those of a seed. */
  private static final long STREAM = 0x6C6F7772616E6BL;

  private final LowRankLayout layout;
  private final GridDecoder numbers;
  private final float[] thin;
  private final long key;

  LowRankDecoder(LowRankLayout layout, long seed) {
    this.layout = layout;
    this.numbers = new GridDecoder(layout.values());
    this.thin = new float[layout.values()];
    this.key = CounterHash.key(seed, STREAM);
  }

  @Override
  public int values() {
    return layout.values();
  }

  @Override
  public int shared() {
    return 1;
  }

  @Override
  public void start(float[][] shared) {
    for (LowRankLayout.Place place : layout.places()) {
      long ofPlace = CounterHash.key(key, place.at());
      Orthonormal.randomColumns(shared[0], place.at(), place.knownRows(0), place.rank(), ofPlace);
    }
  }

  @Override
  public void decode(Update update, double divisor, float[][] shared, float[] gradient) {
    numbers.decode(update, divisor, shared, thin);
    long step = update.step();
    for (LowRankLayout.Place place : layout.places()) {
      int from = place.block().from();
      if (place.rank() == 0) {
        System.arraycopy(thin, place.at(), gradient, from, place.length());
      } else {
        Arrays.fill(gradient, from, place.block().to(), 0f);
        LowRankLayout.addProduct(place, step, thin, shared[0], 1, gradient);
        int length = place.rank() * place.summedRows(step);
        System.arraycopy(thin, place.at(), shared[0], place.at(), length);
        long ofStep = CounterHash.key(CounterHash.key(key, place.at()), step + 1);
        Orthonormal.columns(shared[0], place.at(), place.summedRows(step), place.rank(), ofStep);
      }
    }
  }
}
