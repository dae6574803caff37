package io.tributary.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Held while processes of a home are started or stopped, by one command at a time. */
final class HomeLock implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for another command to end. */
  static HomeLock take(Home home, Waiting waiting) {
    try {
      FileChannel channel =
          FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!waiting.holdsWithin(() -> locks(channel), LIMIT)) {
        channel.close();
        throw new LauncherException(
            "Another tributary command has been busy with %s for two minutes. Wait for it, or end it."
                .formatted(home.root()));
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locks(FileChannel channel) {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by another thread of this process, which is as good a reason to wait.
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closing the channel releases the lock; so does the end of the process. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
