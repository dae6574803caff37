package io.tributary.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.SemiSupervised;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowViewsTest {
  private static final int ROWS = 7;
  private static final int COLUMNS = 6;
  private static final int CHANNELS = 2;
  private static final int INPUTS = ROWS * COLUMNS * CHANNELS;

  /** Every pixel of the image, which begins at 3, is a number of its own. */
  private static float[] image() {
    float[] values = new float[3 + INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      values[3 + i] = 1 + i;
    }
    return values;
  }

  private static RowViews views(float noise, float mask, int shift) {
    return new RowViews(
        new SemiSupervised.Views(noise, mask, shift),
        new ModelDefinition.Image(ROWS, COLUMNS, CHANNELS));
  }

  /** How far down and to the right the view shows the image. */
  private static int[] movement(float[] view) {
    for (int at = 0; at < INPUTS; at += CHANNELS) {
      if (view[at] != 0) {
        int pixel = at / CHANNELS;
        int source = (int) (view[at] - 1) / CHANNELS;
        return new int[] {pixel / COLUMNS - source / COLUMNS, pixel % COLUMNS - source % COLUMNS};
      }
    }
    throw new AssertionError("an empty view");
  }

  @Test
  void imagesMoveByEveryDistanceAndWhatTheyLeaveIsZero() {
    Set<String> strong = new HashSet<>();
    Set<String> weak = new HashSet<>();
    for (long key = 0; key < 3_000; key++) {
      float[] view = new float[INPUTS];
      views(0, 0, 2).strong(key, image(), 3, INPUTS, view, 0);
      int[] by = movement(view);
      strong.add(by[0] + "," + by[1]);
      for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          int fromRow = row - by[0];
          int fromColumn = column - by[1];
          boolean inside =
              fromRow >= 0 && fromRow < ROWS && fromColumn >= 0 && fromColumn < COLUMNS;
          for (int channel = 0; channel < CHANNELS; channel++) {
            float wanted = inside ? 1 + (fromRow * COLUMNS + fromColumn) * CHANNELS + channel : 0;
            assertThat(view[(row * COLUMNS + column) * CHANNELS + channel]).isEqualTo(wanted);
          }
        }
      }
      views(0, 0, 2).weak(key, image(), 3, INPUTS, view, 0);
      by = movement(view);
      weak.add(by[0] + "," + by[1]);
    }
    assertThat(strong).hasSize(25).contains("-2,-2", "2,2");
    assertThat(weak).hasSize(9).contains("-1,1", "1,-1");
  }

  @Test
  void strongViewsHaveTheNoiseAndTheMaskThatWereAsked() {
    float[] zeros = new float[100_000];
    float[] view = new float[zeros.length];
    RowViews views = new RowViews(new SemiSupervised.Views(0.3f, 0.25f, 0), null);
    views.strong(9, zeros, 0, zeros.length, view, 0);
    int masked = 0;
    double sum = 0;
    double squares = 0;
    for (float value : view) {
      masked += value == 0 ? 1 : 0;
      sum += value;
      squares += value * value;
    }
    int kept = view.length - masked;
    assertThat(masked / (double) view.length).isCloseTo(0.25, within(0.01));
    assertThat(sum / kept).isCloseTo(0, within(0.01));
    assertThat(Math.sqrt(squares / kept)).isCloseTo(0.3, within(0.005));

    views.weak(9, image(), 3, INPUTS, view, 0);
    assertThat(view).startsWith(Arrays.copyOfRange(image(), 3, 3 + INPUTS));
  }
}
