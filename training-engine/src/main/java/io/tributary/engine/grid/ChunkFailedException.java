package io.tributary.engine.grid;

/** The work for a chunk failed; the cause says how. */
public final class ChunkFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int chunk;

  ChunkFailedException(int chunk, Throwable cause) {
    super("chunk %d: %s".formatted(chunk, cause), cause);
    this.chunk = chunk;
  }

  /** Its index. */
  public int chunk() {
    return chunk;
  }
}
