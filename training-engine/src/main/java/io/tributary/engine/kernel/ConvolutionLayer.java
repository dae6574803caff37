package io.tributary.engine.kernel;

import java.util.Arrays;

/**
 * A convolution and the pooling above it, on images whose numbers lie row by row, pixel by pixel,
 * channel by channel (LeCun et al., "Gradient-Based Learning Applied to Document Recognition",
 * 1998; here with the maximum). The kernel moves by one pixel and never leaves the image; pooling
 * takes the largest of 2 x 2 scores and leaves an odd last row or column out.
 *
 * <p>A convolution is a fully connected layer that looks at each patch of the image in turn, so its
 * weights are those of one: its inputs are a patch's numbers in the image's order, its outputs the
 * filters.
 *
 * @param rows of the image; {@code columns} and {@code channels} likewise
 * @param kernel rows and columns of a patch
 * @param layer from the numbers of a patch to the filters
 */
public record ConvolutionLayer(int rows, int columns, int channels, int kernel, DenseLayer layer) {
  public static final int POOL = 2;

  public ConvolutionLayer {
    if (rows - kernel + 1 < POOL || columns - kernel + 1 < POOL) {
      throw new IllegalArgumentException(
          "a kernel of %d for images of %d x %d".formatted(kernel, rows, columns));
    }
  }

  static ConvolutionLayer at(
      int first, int rows, int columns, int channels, int kernel, int filters, boolean bias) {
    int patch = Math.multiplyExact(Math.multiplyExact(kernel, kernel), channels);
    return new ConvolutionLayer(
        rows, columns, channels, kernel, DenseLayer.at(first, patch, filters, bias));
  }

  /** Numbers of one image. */
  int inputs() {
    return Math.multiplyExact(Math.multiplyExact(rows, columns), channels);
  }

  /** Patches of one image. */
  int positions() {
    return scoreRows() * scoreColumns();
  }

  public int pooledRows() {
    return scoreRows() / POOL;
  }

  public int pooledColumns() {
    return scoreColumns() / POOL;
  }

  /** Numbers that the pooling leaves of one image. */
  int outputs() {
    return pooledRows() * pooledColumns() * layer.outputs();
  }

  /** Numbers of all patches of one image. */
  int patchValues() {
    return Math.multiplyExact(positions(), layer.inputs());
  }

  /**
   * @param images of which {@code count} are taken, from position {@code from} on
   * @param target shape [count, positions, numbers of a patch], row-major
   */
  void patches(float[] images, int from, int count, float[] target) {
    int line = kernel * channels;
    int at = 0;
    for (int image = 0; image < count; image++) {
      int first = from + image * inputs();
      for (int y = 0; y < scoreRows(); y++) {
        for (int x = 0; x < scoreColumns(); x++) {
          for (int below = 0; below < kernel; below++) {
            int source = first + ((y + below) * columns + x) * channels;
            System.arraycopy(images, source, target, at, line);
            at += line;
          }
        }
      }
    }
  }

  /** Overwrites {@code count} images with the sums of what patches hold of each number. */
  void addPatches(float[] patches, int count, float[] images) {
    Arrays.fill(images, 0, count * inputs(), 0);
    int line = kernel * channels;
    int at = 0;
    for (int image = 0; image < count; image++) {
      int first = image * inputs();
      for (int y = 0; y < scoreRows(); y++) {
        for (int x = 0; x < scoreColumns(); x++) {
          for (int below = 0; below < kernel; below++) {
            int target = first + ((y + below) * columns + x) * channels;
            for (int i = 0; i < line; i++) {
              images[target + i] += patches[at + i];
            }
            at += line;
          }
        }
      }
    }
  }

  /**
   * @param scores shape [count, positions, filters]
   * @param pooled shape [count, {@link #outputs}]
   * @param places where in {@code scores} each pooled number was, the first of equal ones
   */
  void pool(float[] scores, int count, float[] pooled, int[] places) {
    int filters = layer.outputs();
    int width = scoreColumns() * filters;
    int at = 0;
    for (int image = 0; image < count; image++) {
      for (int y = 0; y < pooledRows(); y++) {
        for (int x = 0; x < pooledColumns(); x++) {
          int first = image * positions() * filters + POOL * (y * width + x * filters);
          for (int filter = 0; filter < filters; filter++) {
            int place = first + filter;
            int best = larger(scores, place, place + filters);
            best = larger(scores, best, place + width);
            best = larger(scores, best, place + width + filters);
            places[at] = best;
            pooled[at++] = scores[best];
          }
        }
      }
    }
  }

  /** Not a number counts as largest, so that parameters that diverged are seen. */
  private static int larger(float[] scores, int one, int other) {
    return scores[other] > scores[one] || Float.isNaN(scores[other]) ? other : one;
  }

  private int scoreRows() {
    return rows - kernel + 1;
  }

  private int scoreColumns() {
    return columns - kernel + 1;
  }
}
