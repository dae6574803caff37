package io.tributary.engine.kernel;

import io.tributary.engine.plan.CounterHash;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.SemiSupervised;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changed copies of rows, as a function of a key and a place in the batch: the same for whoever
 * computes the batch. Stateless.
 *
 * @param image size of a row, where it is one; else null
 */
record RowViews(SemiSupervised.Views views, ModelDefinition.@Nullable Image image) {
  private static final double UNIT = 0x1p-53;
  private static final int BITS = 32;

  static RowViews of(TrainingPlan plan, SemiSupervised.Views views) {
    return new RowViews(
        views, plan.model() instanceof ModelDefinition.Cnn cnn ? cnn.image() : null);
  }

  /**
   * Moves an image, if the row is one.
   *
   * @param from where the row begins in {@code values}
   * @param target gets the view at {@code at}
   */
  void weak(long key, float[] values, int from, int inputs, float[] target, int at) {
    move(key, views.shift() / 2, values, from, inputs, target, at);
  }

  /** Moves an image further, then adds noise and leaves inputs out. */
  void strong(long key, float[] values, int from, int inputs, float[] target, int at) {
    move(key, views.shift(), values, from, inputs, target, at);
    long stream = CounterHash.key(key, 1);
    long threshold = (long) (views.mask() * 0x1p32);
    double width = 2 * Math.sqrt(3) * views.noise();
    for (int i = 0; i < inputs; i++) {
      long bits = CounterHash.bits(stream, i);
      double noise = width * ((bits >>> BITS) * 0x1p-32 - 0.5);
      target[at + i] = (bits & 0xFFFFFFFFL) < threshold ? 0 : (float) (target[at + i] + noise);
    }
  }

  private void move(
      long key, int most, float[] values, int from, int inputs, float[] target, int at) {
    if (image == null || most == 0) {
      System.arraycopy(values, from, target, at, inputs);
      return;
    }
    int down = drawn(key, 0, most);
    int right = drawn(key, 1, most);
    int line = image.columns() * image.channels();
    Arrays.fill(target, at, at + inputs, 0);
    int firstColumn = Math.max(0, right);
    int columns = image.columns() - Math.abs(right);
    for (int row = Math.max(0, down); row < image.rows() + Math.min(0, down); row++) {
      int source = from + (row - down) * line + (firstColumn - right) * image.channels();
      int place = at + row * line + firstColumn * image.channels();
      if (columns > 0) {
        System.arraycopy(values, source, target, place, columns * image.channels());
      }
    }
  }

  /** From {@code -most} to {@code most}. */
  private static int drawn(long key, int position, int most) {
    double share = (CounterHash.bits(key, position) >>> 11) * UNIT;
    return (int) (share * (2 * most + 1)) - most;
  }
}
