package io.tributary.client.sample;

import java.util.Arrays;

/** Draws one digit with a hand that is never the same twice. */
final class DigitImage {
  static final int SIDE = 28;

  /** Half the height of an upright digit of scale 1, in pixels. */
  private static final double HALF_HEIGHT = 9.5;

  private final double[] a = new double[6];
  private final double halfWidth;
  private final double noise;

  /** Chooses shift, rotation, scale, shear, stroke width and noise. */
  DigitImage(Randomness random) {
    double angle = random.between(-0.22, 0.22);
    double scaleX = HALF_HEIGHT * random.between(0.8, 1.15);
    double scaleY = HALF_HEIGHT * random.between(0.85, 1.1);
    double shear = random.between(-0.25, 0.25);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    a[0] = scaleX * cos;
    a[1] = scaleX * shear * cos - scaleY * sin;
    a[2] = (SIDE - 1) / 2.0 + random.between(-2, 2);
    a[3] = scaleX * sin;
    a[4] = scaleX * shear * sin + scaleY * cos;
    a[5] = (SIDE - 1) / 2.0 + random.between(-2, 2);
    halfWidth = random.between(0.8, 1.7);
    noise = random.between(0, 18);
  }

  /**
   * Draws the strokes.
   *
   * @return grey values, 0 is paper, 255 is ink; shape {@code [28][28]}, row-major; owned by the
   *     caller
   */
  byte[] draw(double[][] strokes, Randomness random) {
    double[] nearest = new double[SIDE * SIDE];
    Arrays.fill(nearest, Double.MAX_VALUE);
    for (double[] stroke : strokes) {
      for (int i = 0; i + 3 < stroke.length; i += 2) {
        approach(
            nearest,
            x(stroke[i], stroke[i + 1]),
            y(stroke[i], stroke[i + 1]),
            x(stroke[i + 2], stroke[i + 3]),
            y(stroke[i + 2], stroke[i + 3]));
      }
    }
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      double ink = 255 * clamp(halfWidth + 0.5 - StrictMath.sqrt(nearest[i]), 0, 1);
      pixels[i] = (byte) Math.round(clamp(ink + noise * random.normal(), 0, 255));
    }
    return pixels;
  }

  private double x(double u, double v) {
    return a[0] * u + a[1] * v + a[2];
  }

  private double y(double u, double v) {
    return a[3] * u + a[4] * v + a[5];
  }

  /** Lowers each pixel's squared distance to that of the segment. */
  private static void approach(double[] nearest, double x0, double y0, double x1, double y1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = dx * dx + dy * dy;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double along =
            length == 0 ? 0 : clamp(((column - x0) * dx + (row - y0) * dy) / length, 0, 1);
        double awayX = column - x0 - along * dx;
        double awayY = row - y0 - along * dy;
        int pixel = row * SIDE + column;
        nearest[pixel] = Math.min(nearest[pixel], awayX * awayX + awayY * awayY);
      }
    }
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
