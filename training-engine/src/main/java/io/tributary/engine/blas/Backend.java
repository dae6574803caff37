package io.tributary.engine.blas;

import java.util.Locale;

/** What ND4J computes on: exactly one in a process. */
public enum Backend {
  CPU,
  GPU;

  /** As job specs and agents write it: {@code cpu}, {@code gpu}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
