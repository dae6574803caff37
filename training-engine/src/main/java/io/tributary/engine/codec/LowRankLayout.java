package io.tributary.engine.codec;

import io.tributary.engine.optimizer.ParameterBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where PowerSGD's thin matrices lie in a contribution: block after block, a weight matrix of n
 * rows and m columns as {@code max(n, m)} times rank values, column-major, of which a step uses n
 * times rank or m times rank; what would not be smaller so, as it is.
 */
final class LowRankLayout {

  /**
   * One block of the parameter vector.
   *
   * @param at first of its values in a contribution
   * @param rank columns of its thin matrices; 0 where it is sent as it is
   */
  record Place(ParameterBlock block, int at, int rank) {
    int length() {
      return rank == 0 ? block.length() : rank * Math.max(block.rows(), block.columns());
    }

    /** Rows of the thin matrix that is summed in {@code step}: left and right take turns. */
    int summedRows(long step) {
      return step % 2 == 0 ? block.rows() : block.columns();
    }

    /** Rows of the thin matrix that everybody knows in {@code step}. */
    int knownRows(long step) {
      return step % 2 == 0 ? block.columns() : block.rows();
    }
  }

  private final List<Place> places = new ArrayList<>();

  LowRankLayout(List<ParameterBlock> blocks, int rank) {
    int at = 0;
    for (ParameterBlock block : blocks) {
      int fits = Math.min(rank, Math.min(block.rows(), block.columns()));
      boolean smaller = (long) fits * Math.max(block.rows(), block.columns()) < block.length();
      places.add(new Place(block, at, smaller ? fits : 0));
      at += places.getLast().length();
    }
  }

  List<Place> places() {
    return places;
  }

  /** Number of values in a contribution. */
  int values() {
    Place last = places.getLast();
    return last.at() + last.length();
  }

  /** Number of parameters. */
  int parameters() {
    return places.getLast().block().to();
  }

  /**
   * The thin matrix to sum, {@code gradient * known} or its transpose's.
   *
   * @param known by {@link Place#at}, orthonormal
   * @param target overwritten at the place's values
   */
  static void project(Place place, long step, float[] gradient, float[] known, float[] target) {
    int rows = place.block().rows();
    int columns = place.block().columns();
    boolean left = step % 2 == 0;
    int summed = place.summedRows(step);
    for (int j = 0; j < place.rank(); j++) {
      int out = place.at() + j * summed;
      int in = place.at() + j * place.knownRows(step);
      Arrays.fill(target, out, out + summed, 0f);
      for (int column = 0; column < columns; column++) {
        int from = place.block().from() + column * rows;
        if (left) {
          float factor = known[in + column];
          for (int row = 0; row < rows; row++) {
            target[out + row] += gradient[from + row] * factor;
          }
        } else {
          float product = 0;
          for (int row = 0; row < rows; row++) {
            product += gradient[from + row] * known[in + row];
          }
          target[out + column] = product;
        }
      }
    }
  }

  /**
   * Adds {@code scale} times the product of both thin matrices to the block of {@code gradient}.
   *
   * @param summed as {@link #project} gave it, or a sum of such
   */
  static void addProduct(
      Place place, long step, float[] summed, float[] known, float scale, float[] gradient) {
    int rows = place.block().rows();
    int columns = place.block().columns();
    boolean left = step % 2 == 0;
    for (int j = 0; j < place.rank(); j++) {
      int ofSummed = place.at() + j * place.summedRows(step);
      int ofKnown = place.at() + j * place.knownRows(step);
      float[] tall = left ? summed : known;
      float[] wide = left ? known : summed;
      int tallAt = left ? ofSummed : ofKnown;
      int wideAt = left ? ofKnown : ofSummed;
      for (int column = 0; column < columns; column++) {
        float factor = scale * wide[wideAt + column];
        int to = place.block().from() + column * rows;
        for (int row = 0; row < rows; row++) {
          gradient[to + row] += tall[tallAt + row] * factor;
        }
      }
    }
  }
}
