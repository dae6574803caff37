package io.tributary.engine.codec;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sum that one agent builds for one step, partition after partition, on the grid that the step
 * was issued with. Used again for each step; not thread-safe.
 */
public final class ContributionSum {
  private final ChunkLayout layout;
  private final int[] values;
  private final int[] exponents;
  private final int[] needed;
  private boolean fits;
  private boolean finite;
  private @Nullable KeptBack kept;

  /**
   * @param layout of the values that a contribution carries
   */
  public ContributionSum(ChunkLayout layout) {
    this.layout = layout;
    this.values = new int[layout.length()];
    this.exponents = new int[layout.chunks()];
    this.needed = new int[layout.chunks()];
  }

  /**
   * Forgets everything.
   *
   * @param grid exponents by chunk; copied
   */
  public void start(int[] grid) {
    System.arraycopy(grid, 0, exponents, 0, exponents.length);
    Arrays.fill(values, 0);
    Arrays.fill(needed, Grid.LOWEST_EXPONENT);
    fits = true;
    finite = true;
    kept = null;
  }

  public ChunkLayout layout() {
    return layout;
  }

  /** Not copied. */
  public int[] values() {
    return values;
  }

  int exponent(int chunk) {
    return exponents[chunk];
  }

  /** Whether nobody has ever needed a grid for the chunk: on such a one nothing can be sent. */
  boolean gridUnknown(int chunk) {
    return exponents[chunk] == Grid.LOWEST_EXPONENT;
  }

  /** Some partition would need at least {@code exponent} for the chunk. */
  void need(int chunk, int exponent) {
    needed[chunk] = Math.max(needed[chunk], exponent);
  }

  /** By chunk, the smallest exponent on which every partition fits; not copied. */
  public int[] needed() {
    return needed;
  }

  void doesNotFit() {
    fits = false;
  }

  /** False when some partition's values do not fit the grid: the step has to be issued again. */
  public boolean fits() {
    return fits && finite;
  }

  /** A loss or gradient is NaN, infinite or beyond the grid. */
  public void notFinite() {
    finite = false;
  }

  public boolean finite() {
    return finite;
  }

  void keepBack(KeptBack ofPartition) {
    KeptBack before = kept;
    kept = before == null ? ofPartition : before.plus(ofPartition);
  }

  /** How much the partitions keep back; null where the codec does not say. */
  public @Nullable KeptBack kept() {
    return kept;
  }
}
