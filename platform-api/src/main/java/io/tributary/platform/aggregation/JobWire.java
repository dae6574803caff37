package io.tributary.platform.aggregation;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.ledger.LedgerRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A running job's two topics. Belongs to the job's event loop, except {@link #wake()}. */
public interface JobWire extends Ledger, AutoCloseable {

  /** From now on {@link #poll} gives contributions that arrive after this call. */
  void skipToEnd();

  /**
   * Contributions that came since the last call; waits at most {@code atMost} for the first.
   * Unreadable ones are dropped.
   */
  List<Contribution> poll(Duration atMost);

  /**
   * Reads the ledger.
   *
   * @param from an offset that a checkpoint names; the ledger's beginning when it holds no such
   *     offset any more
   * @param to offset after the last record wanted
   */
  void replay(long from, long to, Consumer<LedgerRecord> records);

  /** Contributions read so far are not needed any more. Returns at once. */
  void forgetContributions();

  /** The ledger before {@code offset} is not needed any more. Returns at once. */
  void trim(long offset);

  /**
   * Asks how many models each partition has given to its neighbours, those before the answer; fails
   * when the brokers are away. Empty where nothing is exchanged.
   */
  CompletableFuture<Map<Integer, Long>> exchangeEnds();

  /** Exchanged models before these ends are not needed any more. Returns at once. */
  void trimExchange(Map<Integer, Long> ends);

  /**
   * Makes sure that the topic is there that the agents of a site write to; waits for the brokers.
   */
  void openSite(String site);

  /** Asks how long a site's topic is. Returns at once. */
  CompletableFuture<Long> siteEnd(String site);

  /** A site's contributions before {@code end} are not needed any more. Returns at once. */
  void trimSite(String site, long end);

  /** Bytes of contributions that {@link #poll} gave, without Kafka's own. */
  long contributionBytes();

  /** Bytes of records appended, without Kafka's own. */
  long updateBytes();

  /** Ends a {@link #poll} that waits. Any thread. */
  void wake();

  /** Deletes all topics of the job. Any thread, also after {@link #close()}. */
  void delete();

  @Override
  void close();
}
