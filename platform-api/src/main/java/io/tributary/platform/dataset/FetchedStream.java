package io.tributary.platform.dataset;

import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import java.util.function.Supplier;

/** Bytes of somebody else: counted, limited, and their breaks are the source's, not the file's. */
final class FetchedStream extends InputStream {
  private final InputStream body;
  private final long most;
  private final Supplier<PlatformException> tooLong;
  private final Function<IOException, PlatformException> broken;
  private long count;

  /**
   * @param most bytes
   * @param tooLong what is thrown beyond them
   * @param broken what is thrown where reading fails
   */
  FetchedStream(
      InputStream body,
      long most,
      Supplier<PlatformException> tooLong,
      Function<IOException, PlatformException> broken) {
    this.body = body;
    this.most = most;
    this.tooLong = tooLong;
    this.broken = broken;
  }

  long count() {
    return count;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    int read;
    try {
      read = body.read(bytes, offset, length);
    } catch (IOException e) {
      throw broken.apply(e);
    }
    count += Math.max(0, read);
    if (count > most) {
      throw tooLong.get();
    }
    return read;
  }
}
