package io.tributary.client.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * The digits as pen strokes: for each digit its ways of being written, each way a list of strokes,
 * each stroke a line through points {@code x0, y0, x1, y1, ...} with x to the right and y down,
 * both from -1 to 1.
 */
final class Glyphs {
  private static final int POINTS_PER_ARC = 12;

  private static final List<List<double[][]>> DIGITS =
      List.of(
          ways(strokes(arc(0, 0, 0.55, 0.95, -90, 270))),
          ways(
              strokes(line(0.05, -0.95, 0.05, 0.95)),
              strokes(line(-0.35, -0.6, 0.05, -0.95, 0.05, 0.95)),
              strokes(line(-0.35, -0.6, 0.05, -0.95, 0.05, 0.95), line(-0.4, 0.95, 0.5, 0.95))),
          ways(strokes(joined(arc(0, -0.45, 0.52, 0.5, 190, 395), line(-0.55, 0.95, 0.6, 0.95)))),
          ways(
              strokes(
                  joined(
                      arc(-0.05, -0.48, 0.5, 0.46, 200, 450),
                      arc(-0.05, 0.46, 0.58, 0.5, -90, 150))),
              strokes(
                  joined(
                      line(-0.5, -0.95, 0.5, -0.95, 0, -0.15),
                      arc(-0.05, 0.42, 0.58, 0.54, -85, 150)))),
          ways(
              strokes(line(0.3, 0.95, 0.3, -0.95, -0.6, 0.35, 0.65, 0.35)),
              strokes(line(-0.5, -0.9, -0.55, 0.15, 0.55, 0.15), line(0.4, -0.5, 0.35, 0.95))),
          ways(
              strokes(
                  joined(
                      line(0.55, -0.95, -0.45, -0.95, -0.5, -0.1),
                      arc(-0.05, 0.36, 0.58, 0.58, -130, 140)))),
          ways(strokes(joined(line(0.35, -0.95, -0.2, -0.4), arc(0, 0.42, 0.52, 0.52, 190, 550)))),
          ways(
              strokes(line(-0.55, -0.95, 0.55, -0.95, -0.15, 0.95)),
              strokes(line(-0.55, -0.95, 0.55, -0.95, -0.15, 0.95), line(-0.2, 0.05, 0.5, 0.05))),
          ways(strokes(arc(0, -0.48, 0.42, 0.45, -90, 270), arc(0, 0.46, 0.52, 0.5, -90, 270))),
          ways(strokes(joined(arc(0, -0.42, 0.5, 0.5, 0, 360), line(0.5, -0.42, 0.3, 0.95)))));

  private Glyphs() {}

  /** The ways of writing {@code digit} (0 to 9). Callers must not change the arrays. */
  static List<double[][]> of(int digit) {
    return DIGITS.get(digit);
  }

  private static List<double[][]> ways(double[][]... ways) {
    return List.<double[][]>of(ways);
  }

  private static double[][] strokes(double[]... strokes) {
    return strokes;
  }

  private static double[] line(double... points) {
    return points;
  }

  /** Part of an ellipse; degrees run clockwise from the right. */
  private static double[] arc(
      double centreX, double centreY, double radiusX, double radiusY, double from, double to) {
    double[] points = new double[2 * (POINTS_PER_ARC + 1)];
    for (int i = 0; i <= POINTS_PER_ARC; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / POINTS_PER_ARC);
      points[2 * i] = centreX + radiusX * StrictMath.cos(angle);
      points[2 * i + 1] = centreY + radiusY * StrictMath.sin(angle);
    }
    return points;
  }

  private static double[] joined(double[]... parts) {
    List<Double> points = new ArrayList<>();
    for (double[] part : parts) {
      for (double coordinate : part) {
        points.add(coordinate);
      }
    }
    return points.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
