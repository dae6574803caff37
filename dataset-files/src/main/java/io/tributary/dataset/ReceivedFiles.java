package io.tributary.dataset;

import com.github.luben.zstd.ZstdIOException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The files of one upload on disk. Receiving needs a fixed amount of memory whatever the files'
 * size. Closing removes everything; what a killed process left, {@link #sweep} removes. Not
 * thread-safe.
 */
public final class ReceivedFiles implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String PREFIX = "upload-";

  /** Locked by the process that receives the upload. */
  private static final String OWNER = "owner";

  /** Below this size no ratio is asked: small files of one repeated line are honest. */
  private static final long RATIO_FREE_BYTES = 16L << 20;

  private final FileLimits limits;
  private final LongConsumer progress;
  private final Path folder;
  private final FileChannel owner;
  private int files;

  public ReceivedFiles(FileLimits limits) throws IOException {
    this(limits, bytes -> {});
  }

  /**
   * @param progress told how many bytes more are on disk, unpacked
   */
  public ReceivedFiles(FileLimits limits, LongConsumer progress) throws IOException {
    this.limits = limits;
    this.progress = progress;
    this.folder = Files.createTempDirectory(Files.createDirectories(limits.folder()), PREFIX);
    this.owner =
        FileChannel.open(
            folder.resolve(OWNER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    owner.lock();
  }

  /**
   * Removes the folders of uploads whose process is gone: the system gives a process's locks back
   * when it ends, however it ends. Those of living control planes that share the folder stay.
   *
   * @param all the folder of {@link FileLimits}
   * @return number of folders removed
   */
  public static int sweep(Path all) throws IOException {
    if (!Files.isDirectory(all)) {
      return 0;
    }
    int removed = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          delete(folder);
          removed++;
        }
      }
    }
    return removed;
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    try (FileChannel owner = FileChannel.open(folder.resolve(OWNER), StandardOpenOption.WRITE);
        @Nullable FileLock free = owner.tryLock()) {
      return free != null;
    } catch (NoSuchFileException beingMade) {
      return false;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  /**
   * Writes a file to disk, unpacked.
   *
   * @param fileName as the client gave it
   * @param stream read to its end, not closed
   */
  public ReceivedFile receive(@Nullable String fileName, InputStream stream) throws IOException {
    String label = FileNames.label(fileName);
    CountedStream packed = new CountedStream(stream);
    BufferedInputStream start = new BufferedInputStream(packed, BUFFER_BYTES);
    Unpacking unpacking = Unpacking.of(start);
    try {
      return store(label, unpacking.unpack(start), packed, unpacking);
    } catch (EOFException | ZipException | ZstdIOException e) {
      throw new FileException(
          unpacking == Unpacking.ZSTD
              ? FileFault.DATASET_DAMAGED_ZSTD
              : FileFault.DATASET_DAMAGED_GZIP,
          "%s is %s, but damaged or cut after %d bytes: %s."
              .formatted(label, unpacking.tool(), packed.count(), e.getMessage()),
          "Test the file with %s -t, and send it again.".formatted(unpacking.tool()));
    }
  }

  private ReceivedFile store(
      String label, InputStream unpacked, CountedStream packed, Unpacking unpacking)
      throws IOException {
    Path path = folder.resolve("file-" + files++);
    MessageDigest sha256 = Digests.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(path)) {
      int length = unpacked.readNBytes(buffer, 0, BUFFER_BYTES);
      FileKind kind = FileKind.of(buffer, length);
      int mark = kind == FileKind.TEXT ? byteOrderMark(buffer, length) : 0;
      TextCheck check = new TextCheck(label, limits.maxLine());
      while (length > 0) {
        if (mark > 0) {
          buffer = Arrays.copyOfRange(buffer, mark, mark + BUFFER_BYTES);
          length -= mark;
          mark = 0;
        }
        bytes += length;
        requireFits(label, bytes, packed.count(), unpacking);
        if (kind == FileKind.TEXT) {
          check.accept(buffer, length);
        }
        sha256.update(buffer, 0, length);
        out.write(buffer, 0, length);
        progress.accept(length);
        length = unpacked.readNBytes(buffer, 0, BUFFER_BYTES);
      }
      if (kind == FileKind.TEXT) {
        check.end();
      }
      if (bytes == 0) {
        throw new FileException(
            FileFault.DATASET_EMPTY, label + " is empty.", "Send a file with at least one row.");
      }
      return new ReceivedFile(label, path, bytes, kind, HexFormat.of().formatHex(sha256.digest()));
    }
  }

  private static int byteOrderMark(byte[] buffer, int length) {
    return length >= 3
            && buffer[0] == (byte) 0xEF
            && buffer[1] == (byte) 0xBB
            && buffer[2] == (byte) 0xBF
        ? 3
        : 0;
  }

  private void requireFits(String label, long bytes, long packedBytes, Unpacking unpacking) {
    if (bytes > limits.maxUnpacked()) {
      throw new FileException(
          FileFault.DATASET_TOO_LARGE,
          "%s holds more than %d bytes.".formatted(label, limits.maxUnpacked()),
          "Send fewer rows; the limit is the setting tributary.dataset.max-unpacked.");
    }
    if (unpacking != Unpacking.NONE
        && bytes > RATIO_FREE_BYTES
        && bytes / limits.maxUnpackRatio() > Math.max(1, packedBytes)) {
      throw new FileException(
          FileFault.DATASET_TOO_LARGE,
          "%s unpacks to more than %d times its size.".formatted(label, limits.maxUnpackRatio()),
          "Send the file unpacked; the limit is the setting tributary.dataset.max-unpack-ratio.");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    owner.close();
    delete(folder);
  }
}
