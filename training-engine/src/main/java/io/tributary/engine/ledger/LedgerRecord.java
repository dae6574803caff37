package io.tributary.engine.ledger;

import io.tributary.engine.id.Generation;
import io.tributary.engine.wire.PackedInts;
import org.jspecify.annotations.Nullable;

/** One record of a job's updates topic: the ledger. */
public sealed interface LedgerRecord {
  /** Generation of the coordinator that wrote the record. */
  Generation generation();

  /**
   * A coordinator takes over, or the assignment changed. Records of older generations before it are
   * committed, after it they are void.
   */
  record Marker(Generation generation) implements LedgerRecord {}

  /**
   * A step is computed again on a coarser grid.
   *
   * @param attempt of the step from now on, at least 1
   * @param exponents by chunk
   */
  record Reissue(Generation generation, long step, int attempt, int[] exponents)
      implements LedgerRecord {}

  /**
   * Agents are asked for what their partitions remember after {@code step} committed steps. Changes
   * nothing.
   */
  record Snapshot(Generation generation, long step) implements LedgerRecord {}

  /**
   * One chunk of the aggregate of a step. A step is committed when its last chunk is in the ledger.
   *
   * @param exponent grid of {@code values}
   * @param nextExponent grid of this chunk in the next step
   * @param values sum over all partitions; empty in the record that only evaluates
   * @param summary present in chunk 0 only
   */
  record UpdateChunk(
      Generation generation,
      long step,
      int chunk,
      int chunks,
      int exponent,
      int nextExponent,
      PackedInts values,
      @Nullable UpdateSummary summary)
      implements LedgerRecord {}
}
