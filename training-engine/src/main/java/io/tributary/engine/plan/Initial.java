package io.tributary.engine.plan;

/** How parameters start. */
public enum Initial {
  ZEROS,
  ONES,
  /** Uniform in +-sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio, 2010); biases zero. */
  RANDOM
}
