package io.tributary.platform.aggregation;

import io.tributary.engine.ledger.LedgerRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where a coordinator commits. */
public interface Ledger {

  /**
   * Appends records in order. Returns at once.
   *
   * @return the offset after the last record, once all are acknowledged; fails when that cannot be
   *     known any more
   */
  CompletableFuture<Long> append(List<LedgerRecord> records);
}
