package io.tributary.engine.table;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/**
 * How a partition's rows travel: pieces, each the length and bytes of its training rows' table,
 * then those of its holdout rows' table, big-endian lengths, Arrow IPC streams. Pieces follow each
 * other without anything between.
 */
public final class PartitionFrames {
  private PartitionFrames() {}

  /** One piece. */
  public static byte[] encode(Table train, Table holdout) {
    byte[] trainBytes = ArrowTables.encode(train);
    byte[] holdoutBytes = ArrowTables.encode(holdout);
    return ByteBuffer.allocate(2 * Integer.BYTES + trainBytes.length + holdoutBytes.length)
        .putInt(trainBytes.length)
        .put(trainBytes)
        .putInt(holdoutBytes.length)
        .put(holdoutBytes)
        .array();
  }

  /**
   * Reads pieces to the end of {@code in}; {@code piece} gets training and holdout rows of each.
   */
  public static void decode(InputStream in, BiConsumer<Table, Table> piece) throws IOException {
    DataInputStream data = new DataInputStream(in);
    while (true) {
      byte[] train;
      try {
        train = new byte[data.readInt()];
      } catch (EOFException endOfLastPiece) {
        return;
      }
      data.readFully(train);
      byte[] holdout = new byte[data.readInt()];
      data.readFully(holdout);
      piece.accept(ArrowTables.decode(train), ArrowTables.decode(holdout));
    }
  }
}
