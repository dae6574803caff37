package io.tributary.engine.preprocessing;

/** What fitting does to numbers. */
public enum Scaling {
  /**
   * Mean 0 and standard deviation 1 over the training rows; of sparse numbers, whose zeros have to
   * stay zeros, a largest magnitude of 1.
   */
  STANDARDIZE,
  /** Divided by their mean over the training rows, where that is positive: zero stays zero. */
  MEAN,
  /** As they are. */
  NONE
}
