package io.tributary.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in NumPy's file format (NEP 1): magic, version, header of ASCII text, values row by row.
 *
 * @param header bytes before the values
 * @param shape at least one size
 * @param width values per row: the product of all sizes but the first
 */
record NpyFile(ReceivedFile file, int header, NpyType type, List<Long> shape, int width) {
  private static final int MAX_WIDTH = 1 << 24;
  private static final int MAX_HEADER = 1 << 20;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");

  /** Reads the header and compares it with the file's length. */
  static NpyFile open(ReceivedFile file) {
    if (file.kind() != FileKind.NPY) {
      throw damaged(file, "does not begin with the magic number of NumPy files");
    }
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] start = in.readNBytes(12);
      int major = start.length < 12 ? 0 : start[6];
      if (major < 1 || major > 3) {
        throw damaged(file, "has no version 1, 2 or 3");
      }
      int from = major == 1 ? 10 : 12;
      int length = major == 1 ? unsigned(start, 8, 2) : unsigned(start, 8, 4);
      if (length < 0 || length > MAX_HEADER || from + length > file.bytes()) {
        throw damaged(file, "ends inside its header");
      }
      byte[] rest = in.readNBytes(from + length - 12);
      String text =
          new String(start, from, 12 - from, StandardCharsets.ISO_8859_1)
              + new String(rest, StandardCharsets.ISO_8859_1);
      return of(file, from + length, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NpyFile of(ReceivedFile file, int header, String text) {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher sizes = SHAPE.matcher(text);
    if (!order.find() || !sizes.find()) {
      throw damaged(file, "has a header without shape and order");
    }
    NpyType type = descr.find() ? NpyType.of(descr.group(1)) : null;
    if (type == null) {
      throw FileProblems.unsupported(
          file,
          "the array",
          "holds neither numbers nor truth values nor texts (type U)",
          "Save a plain array: np.save(name, a.astype(np.float64)).");
    }
    List<Long> shape = shape(file, sizes.group(1));
    if (order.group(1).equals("True") && shape.size() > 1) {
      throw FileProblems.unsupported(
          file,
          "the array",
          "lies column by column (fortran_order)",
          "Save it row by row: np.save(name, np.ascontiguousarray(a)).");
    }
    long width = 1;
    for (long size : shape.subList(1, shape.size())) {
      width *= size;
      if (width > MAX_WIDTH) {
        throw damaged(file, "has rows of more than %d values".formatted(MAX_WIDTH));
      }
    }
    long rowBytes = width * type.bytes();
    long values = file.bytes() - header;
    if (shape.getFirst() > values / rowBytes || shape.getFirst() * rowBytes != values) {
      throw damaged(
          file,
          "has %d bytes of values, but its header (%s rows of %d values) asks for another number"
              .formatted(values, shape.getFirst(), width));
    }
    return new NpyFile(file, header, type, shape, (int) width);
  }

  private static List<Long> shape(ReceivedFile file, String text) {
    List<Long> shape = new ArrayList<>();
    for (String size : text.replace("L", "").split(",")) {
      if (!size.isBlank()) {
        if (size.strip().length() > 15) {
          throw damaged(file, "has an array of size " + size.strip());
        }
        shape.add(Long.parseLong(size.strip()));
      }
    }
    if (shape.isEmpty()) {
      throw FileProblems.unsupported(
          file, "the array", "is a single value", "Save an array of rows.");
    }
    if (shape.contains(0L)) {
      throw new FileException(
          FileFault.DATASET_EMPTY,
          file.label() + " holds an array without values.",
          "Save an array of at least one row and one column.");
    }
    return shape;
  }

  long rows() {
    return shape.getFirst();
  }

  int rowBytes() {
    return width * type.bytes();
  }

  /** The values, after the header. The caller closes. */
  InputStream values() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16);
    in.skipNBytes(header);
    return in;
  }

  private static int unsigned(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | bytes[from + i] & 0xFF;
    }
    return value;
  }

  private static RuntimeException damaged(ReceivedFile file, String how) {
    return FileProblems.damaged(file, "NumPy", how);
  }
}
