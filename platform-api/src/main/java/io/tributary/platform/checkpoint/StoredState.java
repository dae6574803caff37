package io.tributary.platform.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.core.io.AbstractResource;

/**
 * The serialised training state of a checkpoint, read piece by piece: it may be larger than what is
 * left of the heap. Thread-safe; its streams are not.
 */
public final class StoredState extends AbstractResource {
  private final String description;
  private final long step;
  private final long ledgerOffset;
  private final long length;
  private final String digest;
  private final IntFunction<Optional<byte[]>> pieces;

  /**
   * @param length in bytes
   * @param digest SHA-256 of all bytes, hexadecimal
   * @param pieces by number from 0; empty behind the last, or when the checkpoint was thinned out
   */
  public StoredState(
      String description,
      long step,
      long ledgerOffset,
      long length,
      String digest,
      IntFunction<Optional<byte[]>> pieces) {
    this.description = description;
    this.step = step;
    this.ledgerOffset = ledgerOffset;
    this.length = length;
    this.digest = digest;
    this.pieces = pieces;
  }

  /** Committed steps included. */
  public long step() {
    return step;
  }

  /** Offset of the first record of the updates topic that is not included. */
  public long ledgerOffset() {
    return ledgerOffset;
  }

  /** SHA-256 of all bytes, hexadecimal. */
  public String digest() {
    return digest;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public InputStream getInputStream() {
    return new Pieces();
  }

  private final class Pieces extends InputStream {
    private byte[] piece = new byte[0];
    private int next;
    private int at;
    private long left = length;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int from, int wanted) throws IOException {
      if (left == 0) {
        return -1;
      }
      while (at == piece.length) {
        piece = pieces.apply(next++).orElseThrow(() -> new IOException(description + " is gone"));
        at = 0;
      }
      int read = (int) Math.min(left, Math.min(wanted, piece.length - at));
      System.arraycopy(piece, at, target, from, read);
      at += read;
      left -= read;
      return read;
    }
  }
}
