package io.tributary.engine.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The files at agents whose rows are a job's partitions, in place of rows that the control plane
 * dealt out. Which rows of a file are kept out of training depends on nothing but this and their
 * number: whoever holds the file finds the same ones. Immutable.
 *
 * @param digests SHA-256 of each partition's file, hexadecimal
 * @param holdout share of each file's rows that is kept out of training, 0 to below 1
 * @param seed of the job
 */
public record EdgeFiles(List<String> digests, double holdout, long seed) {
  /** Keeps these orders apart from those of partitions, and from that of a whole data set. */
  private static final int FIRST = -2;

  public EdgeFiles {
    digests = List.copyOf(digests);
    if (digests.isEmpty() || !(holdout >= 0 && holdout < 1)) {
      throw new IllegalArgumentException(
          "%d files with a holdout of %s".formatted(digests.size(), holdout));
    }
  }

  /**
   * The rows of {@code partition}'s file that are kept out of training.
   *
   * @param rows of the file
   */
  public BitSet held(int partition, int rows) {
    BitSet held = new BitSet(rows);
    Arrays.stream(BatchOrder.order(seed, FIRST - partition, 0, rows))
        .limit(heldRows(rows))
        .forEach(held::set);
    return held;
  }

  /** How many of a file's {@code rows} are kept out of training; never all. */
  public int heldRows(int rows) {
    return Math.max(0, Math.min(rows - 1, (int) Math.round(rows * holdout)));
  }
}
