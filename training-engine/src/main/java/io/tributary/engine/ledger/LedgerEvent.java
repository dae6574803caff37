package io.tributary.engine.ledger;

import io.tributary.engine.id.Generation;

/** What a reader of the ledger learns. */
public sealed interface LedgerEvent {
  /** A step was committed. */
  record Committed(Update update) implements LedgerEvent {}

  /** A step is to be computed again. */
  record Reissued(long step, int attempt, int[] exponents) implements LedgerEvent {}

  /** From here on only this or a later generation may write. */
  record GenerationChanged(Generation generation) implements LedgerEvent {}

  /**
   * The coordinator wants a checkpoint of the state as it is now, with what partitions remember.
   *
   * @param generation of the coordinator that wants it
   * @param step committed steps
   */
  record SnapshotWanted(Generation generation, long step) implements LedgerEvent {}
}
