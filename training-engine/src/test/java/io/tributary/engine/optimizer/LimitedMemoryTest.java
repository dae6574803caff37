package io.tributary.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The two-loop recursion against the matrix that it stands for. */
class LimitedMemoryTest {
  private static final int SIZE = 4;
  private static final int HISTORY = 3;

  /** Seven iterations, so that the places of the first pairs are used again. */
  @Test
  void theDirectionIsThatOfTheUpdatedMatrix() {
    Random random = new Random(1);
    LimitedMemory memory = new LimitedMemory(HISTORY);
    float[][] pairs = new float[memory.slots()][SIZE];
    List<double[][]> kept = new ArrayList<>();
    float[] gradient = {1, -2, 3, 0.5f};
    float[] direction = new float[SIZE];
    for (int iteration = 0; iteration < 7; iteration++) {
      memory.direction(pairs, iteration, gradient, direction);
      double[] expected = direction(kept, gradient);
      for (int i = 0; i < SIZE; i++) {
        assertThat((double) direction[i])
            .as("iteration %d, entry %d", iteration, i)
            .isCloseTo(expected[i], within(1e-4));
      }
      double[] change = random.doubles(SIZE, -1, 1).toArray();
      float[] moved = new float[SIZE];
      float[] next = gradient.clone();
      double[][] pair = new double[2][SIZE];
      for (int i = 0; i < SIZE; i++) {
        moved[i] = (float) change[i];
        next[i] += (i + 1) * moved[i];
        pair[0][i] = moved[i];
        pair[1][i] = next[i] - gradient[i];
      }
      memory.moved(pairs, iteration, moved, gradient);
      kept.add(pair);
      gradient = next;
    }
  }

  private static double[] direction(List<double[][]> all, float[] gradient) {
    List<double[][]> kept = all.subList(Math.max(0, all.size() - HISTORY), all.size());
    double[][] inverse = new double[SIZE][SIZE];
    double scale =
        kept.isEmpty()
            ? 1 / Math.sqrt(1 + 4 + 9 + 0.25)
            : dot(kept.getLast()[0], kept.getLast()[1]) / dot(kept.getLast()[1], kept.getLast()[1]);
    for (int i = 0; i < SIZE; i++) {
      inverse[i][i] = scale;
    }
    for (double[][] pair : kept) {
      inverse = updated(inverse, pair[0], pair[1]);
    }
    double[] direction = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        direction[i] += inverse[i][j] * gradient[j];
      }
    }
    return direction;
  }

  /** (I - s y' / s'y) H (I - y s' / s'y) + s s' / s'y. */
  private static double[][] updated(double[][] h, double[] s, double[] y) {
    double curvature = dot(s, y);
    double[] hy = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      hy[i] = dot(h[i], y);
    }
    double yhy = dot(y, hy);
    double[][] next = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        next[i][j] =
            h[i][j]
                - (s[i] * hy[j] + hy[i] * s[j]) / curvature
                + s[i] * s[j] * (yhy / curvature + 1) / curvature;
      }
    }
    return next;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
