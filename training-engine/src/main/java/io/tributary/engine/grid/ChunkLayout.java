package io.tributary.engine.grid;

/**
 * How a parameter vector is cut into chunks of at most {@link #CHUNK_VALUES} values. A chunk is the
 * unit of transport and of summing, and has one exponent.
 *
 * @param length of the whole vector, at least 1
 */
public record ChunkLayout(int length) {
  /** 512 KiB as 32-bit integers: below the usual limits of one Kafka record. */
  public static final int CHUNK_VALUES = 131_072;

  public ChunkLayout {
    if (length < 1) {
      throw new IllegalArgumentException("a vector of length " + length + " has no chunks");
    }
  }

  public int chunks() {
    return Math.ceilDiv(length, CHUNK_VALUES);
  }

  /** Index of the chunk's first value in the vector. */
  public int offset(int chunk) {
    return Math.multiplyExact(chunk, CHUNK_VALUES);
  }

  /** Number of values in the chunk. */
  public int length(int chunk) {
    return Math.min(CHUNK_VALUES, length - offset(chunk));
  }
}
