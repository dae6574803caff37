package io.tributary.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Downloads to {@code <target>.part}, goes on where the connection broke, compares the SHA-256 with
 * the answer's {@code ETag}, then renames. Two downloads to one target at a time are not supported.
 */
final class Download {
  /** Whether an answer without a checksum is good enough. */
  enum Checksum {
    REQUIRED,
    WHERE_GIVEN
  }

  private final Transport transport;
  private final Checksum checksum;

  Download(Transport transport, Checksum checksum) {
    this.transport = transport;
    this.checksum = checksum;
  }

  void to(Path target, Route route) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    if (checksum == Checksum.WHERE_GIVEN) {
      // Without a checksum, an older beginning cannot be told from one of the same content.
      Files.deleteIfExists(part);
    }
    @Nullable String tag = null;
    int failures = 0;
    while (true) {
      Piece piece = new Piece(part, route, tag);
      try {
        Received<Void> received = piece.fetch();
        if (isWhatWasAsked(piece, received, route)) {
          Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
          return;
        }
        tag = null;
      } catch (TributaryException e) {
        if (e.status() != 416 || piece.from == 0) {
          throw e;
        }
        Files.delete(part);
        tag = null;
      } catch (PlatformUnreachable e) {
        failures = piece.received.get() > 0 ? 1 : failures + 1;
        if (failures >= transport.retry().attempts()) {
          throw e;
        }
        tag = piece.tag.get();
        transport.waitAfter(failures, piece.request);
      }
    }
  }

  /** False where a resumed file turned out to be a mixture: it is deleted, to be fetched whole. */
  private boolean isWhatWasAsked(Piece piece, Received<Void> received, Route route)
      throws IOException {
    String expected =
        received.headers().firstValue("ETag").orElse("").replace("\"", "").toLowerCase(Locale.ROOT);
    if (!expected.matches("[0-9a-f]{64}")) {
      if (checksum == Checksum.WHERE_GIVEN) {
        return true;
      }
      Files.delete(piece.part);
      throw Refusal.withoutHeader(piece.request, received.status(), "ETag");
    }
    String actual = sha256(piece.part);
    if (actual.equals(expected)) {
      return true;
    }
    Files.delete(piece.part);
    if (received.status() == 206) {
      return false;
    }
    throw new ChecksumMismatch(route, expected, actual);
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /** One request of a download, from byte {@code from} on. */
  private final class Piece {
    final Path part;
    final long from;
    final HttpRequest request;
    final AtomicLong received = new AtomicLong();
    final AtomicReference<@Nullable String> tag;
    private final AtomicReference<@Nullable IOException> local = new AtomicReference<>();

    Piece(Path part, Route route, @Nullable String tag) throws IOException {
      this.part = part;
      this.from = Files.exists(part) ? Files.size(part) : 0;
      this.tag = new AtomicReference<>(tag);
      HttpRequest.Builder builder = transport.request(route).GET();
      if (from > 0) {
        builder.header("Range", "bytes=" + from + "-");
        if (tag != null) {
          builder.header("If-Range", tag);
        }
      }
      this.request = builder.build();
    }

    Received<Void> fetch() throws IOException {
      try (FileChannel out =
          FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        out.position(from);
        return transport.send(request, writingTo(out), received::get);
      } catch (PlatformUnreachable e) {
        IOException cause = local.get();
        if (cause != null) {
          throw cause;
        }
        throw e;
      }
    }

    private BodyHandler<Void> writingTo(FileChannel out) {
      return info -> {
        tag.set(info.headers().firstValue("ETag").orElse(null));
        return BodySubscribers.ofByteArrayConsumer(
            bytes -> bytes.ifPresent(some -> write(out, info.statusCode() == 206, some)));
      };
    }

    private void write(FileChannel out, boolean continued, byte[] bytes) {
      try {
        if (!continued && received.get() == 0) {
          out.truncate(0);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        received.addAndGet(bytes.length);
      } catch (IOException e) {
        local.set(e);
        throw new UncheckedIOException(e);
      }
    }
  }
}
