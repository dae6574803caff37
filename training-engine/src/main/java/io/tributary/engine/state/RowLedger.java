package io.tributary.engine.state;

import io.tributary.engine.metric.MetricSums;
import java.nio.ByteBuffer;

/**
 * Which training rows the committed steps have used: what contributions say, held against what
 * whole epochs need. Where each partition has a clock of its own, it has epochs of its own.
 *
 * <p>Contributions carry the number of their rows and a mark of which they were. When both are
 * those of all rows, each was used once: no row twice, none never. Not thread-safe.
 */
public final class RowLedger {
  private static final int LONGS = 4;

  private final long[] rows;
  private final long[] marks;
  private long ended;
  private long checked;
  private long twice;
  private long never;

  /**
   * @param lanes 1; or, where each has epochs of its own, the partitions
   */
  RowLedger(int lanes) {
    rows = new long[lanes];
    marks = new long[lanes];
  }

  void add(int lane, MetricSums train) {
    rows[lane] += train.rows();
    marks[lane] += train.mark();
  }

  /** A lane's epoch is over, which needed so many uses of rows with such a mark. */
  void end(int lane, long needed, long mark) {
    long more = rows[lane] - needed;
    twice += Math.max(0, more);
    never += Math.max(0, -more);
    if (more == 0 && marks[lane] != mark) {
      // Some row stands in another's place; more may do.
      twice++;
      never++;
    }
    ended++;
    checked += rows[lane];
    rows[lane] = 0;
    marks[lane] = 0;
  }

  /** Epochs that all partitions have ended. */
  public long epochs() {
    return ended / rows.length;
  }

  /** Uses of rows in epochs that ended, by all partitions. */
  public long checked() {
    return checked;
  }

  /**
   * How often a row was used that the epoch had used, in all epochs that ended; at least so often
   * where it is not 0.
   */
  public long twice() {
    return twice;
  }

  /** How often an epoch left a row out; at least so often where it is not 0. */
  public long never() {
    return never;
  }

  static int byteCount(int lanes) {
    return (LONGS + 2 * lanes) * Long.BYTES;
  }

  void write(ByteBuffer target) {
    target.putLong(ended).putLong(checked).putLong(twice).putLong(never);
    for (int lane = 0; lane < rows.length; lane++) {
      target.putLong(rows[lane]).putLong(marks[lane]);
    }
  }

  void read(ByteBuffer source) {
    ended = source.getLong();
    checked = source.getLong();
    twice = source.getLong();
    never = source.getLong();
    for (int lane = 0; lane < rows.length; lane++) {
      rows[lane] = source.getLong();
      marks[lane] = source.getLong();
    }
  }
}
