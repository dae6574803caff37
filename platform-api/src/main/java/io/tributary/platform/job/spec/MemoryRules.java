package io.tributary.platform.job.spec;

/** Whether the control plane has memory for a job's state. */
final class MemoryRules {
  /** Of the heap, for everything that is not a job's state. */
  private static final long REST_BYTES = 160L << 20;

  private static final String LARGER_HEAP =
      "start the control plane with a larger heap: -Xmx in TRIBUTARY_API_JVM_OPTIONS, or"
          + " JDK_JAVA_OPTIONS in containers.";

  private MemoryRules() {}

  /**
   * Refuses what would end the control plane, and every other job with it.
   *
   * @param vectors of the training state
   * @param sums that are built at a time: of the step that follows, and of those computed ahead
   * @param parameters of the model
   * @param heap largest heap of the control plane, in bytes
   */
  static void check(long vectors, long sums, long parameters, long heap, Violations violations) {
    check("model.hidden", vectors, sums, parameters, heap, violations);
  }

  /**
   * The same.
   *
   * @param field that a smaller number in would help
   */
  static void check(
      String field, long vectors, long sums, long parameters, long heap, Violations violations) {
    // The state and its bytes on the way to a checkpoint; sums as they come, as the ledger has
    // them, and as a mean gradient.
    long needed = (2 * vectors + sums + 2) * parameters * Float.BYTES;
    if (needed <= heap - REST_BYTES) {
      return;
    }
    violations.add(
        field,
        "A model of %d parameters takes about %.1f GB of the control plane's memory, which has %.1f GB for a job."
            .formatted(parameters, needed / 1e9, Math.max(0, heap - REST_BYTES) / 1e9),
        field.equals("model.hidden")
            ? "Use fewer units, or " + LARGER_HEAP
            : "Write a smaller number, or " + LARGER_HEAP);
  }
}
