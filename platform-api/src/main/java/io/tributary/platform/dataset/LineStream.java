package io.tributary.platform.dataset;

import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lines that are made while they are read. */
public final class LineStream extends InputStream {
  private final Supplier<byte @Nullable []> lines;
  private byte[] line = {};
  private int position;
  private boolean ended;

  /**
   * @param lines the next one with its line end at each call; null after the last one
   */
  public LineStream(Supplier<byte @Nullable []> lines) {
    this.lines = lines;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length && !ended) {
      if (position == line.length) {
        byte[] next = lines.get();
        ended = next == null;
        line = next == null ? line : next;
        position = next == null ? position : 0;
      } else {
        int part = Math.min(length - done, line.length - position);
        System.arraycopy(line, position, bytes, offset + done, part);
        position += part;
        done += part;
      }
    }
    return done == 0 && length > 0 ? -1 : done;
  }
}
