package io.tributary.engine.kernel;

import io.tributary.engine.plan.Activation;

/**
 * Activations and their slopes over {@code array[0 .. length)}, in place. StrictMath gives the same
 * bits on every machine.
 */
final class Activations {
  private Activations() {}

  static void apply(Activation activation, float[] values, int length) {
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < length; i++) {
          values[i] = Math.max(values[i], 0f);
        }
      }
      case TANH -> {
        for (int i = 0; i < length; i++) {
          values[i] = (float) StrictMath.tanh(values[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < length; i++) {
          values[i] = (float) (1 / (1 + StrictMath.exp(-values[i])));
        }
      }
      case IDENTITY -> {}
    }
  }

  /** Multiplies {@code gradient} by the slopes at the points that gave {@code activated}. */
  static void timesSlope(Activation activation, float[] gradient, float[] activated, int length) {
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < length; i++) {
          // No branch: which units are active is as good as random, and each wrong guess of the
          // CPU costs more than the rest of this loop. All ones where activated > 0, else zero:
          int mask = -Float.floatToRawIntBits(activated[i]) >> 31;
          gradient[i] = Float.intBitsToFloat(Float.floatToRawIntBits(gradient[i]) & mask);
        }
      }
      case TANH -> {
        for (int i = 0; i < length; i++) {
          gradient[i] *= 1 - activated[i] * activated[i];
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < length; i++) {
          gradient[i] *= activated[i] * (1 - activated[i]);
        }
      }
      case IDENTITY -> {}
    }
  }
}
