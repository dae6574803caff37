package io.tributary.engine.plan;

/** What is learnt. */
public enum Task {
  CLASSIFICATION,
  REGRESSION,
  /** To which group a row belongs, without labels. */
  CLUSTERING,
  /** A few numbers for a row that say most of it, without labels. */
  EMBEDDING,
  /** What a user thinks of an item, from what users thought of some items, or chose. */
  RECOMMENDATION
}
