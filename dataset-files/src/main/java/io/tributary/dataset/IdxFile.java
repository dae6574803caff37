package io.tributary.dataset;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of unsigned bytes in IDX form: magic {@code 00 00 08 d}, d big-endian sizes, the values
 * (the format of the MNIST files).
 *
 * @param width values per row: the product of all sizes but the first
 */
record IdxFile(ReceivedFile file, int dimensions, long rows, List<Integer> sizes) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MAX_DIMENSIONS = 4;
  private static final int MAX_WIDTH = 1 << 24;

  /** Reads the sizes and compares them with the file's length. */
  static IdxFile open(ReceivedFile file) {
    if (file.kind() != FileKind.IDX) {
      throw damaged(file, "does not begin with the magic number of IDX (00 00 08 ..)");
    }
    if (file.bytes() < 8) {
      throw damaged(file, "ends inside its header");
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file.path()))) {
      in.readShort();
      int type = in.readUnsignedByte();
      int dimensions = in.readUnsignedByte();
      if (type != UNSIGNED_BYTE) {
        throw damaged(
            file,
            "holds values of type 0x%02X; only unsigned bytes (0x08) are read".formatted(type));
      }
      if (dimensions < 1 || dimensions > MAX_DIMENSIONS || file.bytes() < 4 + 4L * dimensions) {
        throw damaged(file, "has a header for %d dimensions".formatted(dimensions));
      }
      long rows = size(file, in.readInt());
      long width = 1;
      List<Integer> sizes = new ArrayList<>();
      for (int i = 1; i < dimensions; i++) {
        int size = Math.toIntExact(size(file, in.readInt()));
        sizes.add(size);
        width *= size;
        if (width > MAX_WIDTH) {
          throw damaged(file, "has rows of more than %d values".formatted(MAX_WIDTH));
        }
      }
      long expected = 4 + 4L * dimensions + rows * width;
      if (file.bytes() != expected) {
        throw damaged(
            file,
            "has %d bytes, but its header (%d rows of %d values) asks for %d"
                .formatted(file.bytes(), rows, width, expected));
      }
      return new IdxFile(file, dimensions, rows, List.copyOf(sizes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Values of each row. */
  int width() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  boolean isLabels() {
    return dimensions == 1;
  }

  /** The values, after the header. The caller closes. */
  InputStream values() throws IOException {
    InputStream in = Files.newInputStream(file.path());
    in.skipNBytes(4 + 4L * dimensions);
    return in;
  }

  private static long size(ReceivedFile file, int size) {
    if (size < 1) {
      throw damaged(file, "has a dimension of size %d".formatted(size));
    }
    return size;
  }

  private static FileException damaged(ReceivedFile file, String how) {
    return new FileException(
        FileFault.DATASET_DAMAGED_IDX,
        "%s is no complete IDX file: it %s.".formatted(file.label(), how),
        "Compare the file with its original, and send it again.");
  }
}
