package io.tributary.engine.metric;

import io.tributary.engine.plan.CounterHash;

/**
 * A number for a set of rows from which follows, but for one chance in 2^64, that it is the set it
 * should be: the sum of the rows' hashes modulo 2^64, whatever their order. A row that is in it
 * twice or not at all, or in the place of another, changes it (Clarke et al., "Incremental Multiset
 * Hash Functions and Their Application to Memory Integrity Checking", ASIACRYPT 2003: MSet-Add;
 * here against mistakes, not against forgery).
 */
public final class RowMark {
  private static final long ROWS = 0x726F7773L;
  private static final long PARTITIONS = 0x70617274L;

  private RowMark() {}

  /** Of one row of a partition, by its position there. */
  public static long of(int row) {
    return CounterHash.bits(ROWS, row);
  }

  /** Of a partition's rows {@code 0 .. rows - 1}, each once. */
  public static long ofAll(int rows) {
    long mark = 0;
    for (int row = 0; row < rows; row++) {
      mark += of(row);
    }
    return mark;
  }

  /** The mark of rows of {@code partition}, apart from that of the same positions in another. */
  public static long in(int partition, long mark) {
    return mark * (CounterHash.bits(PARTITIONS, partition) | 1);
  }
}
