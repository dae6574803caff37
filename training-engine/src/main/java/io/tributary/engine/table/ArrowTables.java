package io.tributary.engine.table;

/** Tables as Arrow IPC streams, LZ4-compressed, one record batch each. Thread-safe. */
public final class ArrowTables {
  private ArrowTables() {}

  /** The bytes of {@code table}; equal tables give equal bytes. */
  public static byte[] encode(Table table) {
    throw new UnsupportedOperationException("not written yet: " + table.rows());
  }

  /**
   * The table in {@code bytes}. Throws {@code IllegalArgumentException} where they are not such a
   * stream.
   */
  public static Table decode(byte[] bytes) {
    throw new UnsupportedOperationException("not written yet: " + bytes.length);
  }
}
