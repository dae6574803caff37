package io.tributary.engine.contribution;

import io.tributary.engine.kernel.Neighbourhood;
import io.tributary.engine.preprocessing.Examples;

/** Where one partition would go, from its own rows and the gradient of all. Not thread-safe. */
interface LocalDirection {
  /** Of a method whose partitions have no direction of their own. */
  LocalDirection NONE =
      (around, rows, parameters, shared) -> {
        throw new IllegalStateException("a direction is no partition's matter");
      };

  /**
   * @param around of {@code rows} at {@code parameters}
   * @param rows at least one
   * @param parameters that the kernel has loaded, before the call and after it
   * @param shared the gradient of the objective over all partitions' rows, penalty included
   * @return to be subtracted from the parameters, for one row (not times rows); overwritten by the
   *     next call
   */
  double[] of(Neighbourhood around, Examples rows, float[] parameters, float[] shared);
}
