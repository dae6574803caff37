package io.tributary.platform.dataset;

import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a partial upload, held by one request at a time: also by one of another control
 * plane that shares the disk. Not thread-safe.
 */
final class PartialFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartialFile.class);
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;

  private PartialFile(FileChannel channel) {
    this.channel = channel;
  }

  /** UPLOAD_BUSY while another request holds it, UPLOAD_GONE where this disk has no such file. */
  static PartialFile open(Path path) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      throw gone();
    }
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return new PartialFile(channel);
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("held by another request: {}", path.getFileName());
    }
    channel.close();
    throw new PlatformException(
        ErrorCode.UPLOAD_BUSY,
        "Another request is using this upload.",
        "Wait a moment, ask for the offset, and go on from there.");
  }

  static PlatformException gone() {
    return new PlatformException(
        ErrorCode.UPLOAD_GONE,
        "The bytes of this upload are not on this control plane's disk.",
        "Begin the upload again; with several control planes, let them share the upload folder.");
  }

  long size() throws IOException {
    return channel.size();
  }

  /**
   * Adds what the client sends, up to {@code length} bytes in all. A connection that breaks is no
   * error: what has arrived stays.
   *
   * @return whether the client sent more than that
   */
  boolean append(InputStream body, long length) throws IOException {
    channel.position(channel.size());
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = length - channel.size(); ; ) {
      int read = read(body, buffer);
      if (read < 0) {
        return false;
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, (int) Math.min(read, left));
      while (bytes.hasRemaining()) {
        left -= channel.write(bytes);
      }
      if (bytes.limit() < read) {
        return true;
      }
    }
  }

  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      LOG.debug("an upload was cut: {}", e.toString());
      return -1;
    }
  }

  /** Its bytes from the beginning; closed with the file. */
  InputStream content() throws IOException {
    channel.position(0);
    return Channels.newInputStream(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
