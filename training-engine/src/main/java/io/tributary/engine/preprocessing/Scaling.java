package io.tributary.engine.preprocessing;

/** What fitting does to numbers. */
public enum Scaling {
  /** Mean 0 and standard deviation 1 over the training rows. */
  STANDARDIZE,
  /** As they are. */
  NONE
}
