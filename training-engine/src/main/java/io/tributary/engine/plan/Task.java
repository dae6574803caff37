package io.tributary.engine.plan;

/** What is learnt. */
public enum Task {
  CLASSIFICATION,
  REGRESSION
}
