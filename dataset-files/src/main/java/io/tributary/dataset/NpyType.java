package io.tributary.dataset;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one value of a NumPy array lies in its file: the {@code descr} of its header.
 *
 * @param kind NumPy's letter: {@code f} floating point, {@code i} and {@code u} whole numbers,
 *     {@code b} truth values, {@code U} texts
 * @param bytes per value
 */
record NpyType(char kind, int bytes, ByteOrder order) {
  private static final Pattern DESCR = Pattern.compile("([<>|=])([fiubU])(\\d{1,6})");
  private static final int CHARACTER_BYTES = 4;
  private static final Map<ByteOrder, Charset> TEXTS =
      Map.of(
          ByteOrder.LITTLE_ENDIAN,
          Charset.forName("UTF-32LE"),
          ByteOrder.BIG_ENDIAN,
          Charset.forName("UTF-32BE"));

  /** Null where arrays of such values are not read. */
  static @Nullable NpyType of(String descr) {
    Matcher parts = DESCR.matcher(descr);
    if (!parts.matches()) {
      return null;
    }
    char kind = parts.group(2).charAt(0);
    int size = Integer.parseInt(parts.group(3));
    boolean known =
        switch (kind) {
          case 'f' -> size == 2 || size == 4 || size == 8;
          case 'i', 'u' -> size == 1 || size == 2 || size == 4 || size == 8;
          case 'b' -> size == 1;
          default -> size > 0;
        };
    if (!known) {
      return null;
    }
    return new NpyType(
        kind,
        kind == 'U' ? CHARACTER_BYTES * size : size,
        parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  boolean isUnsignedByte() {
    return kind == 'u' && bytes == 1;
  }

  /** Type of a column of such values; null where their number decides. */
  @Nullable String columnType() {
    return kind == 'b' || kind == 'U' ? "categorical" : null;
  }

  /**
   * The value at {@code offset} of a buffer in {@link #order}: {@link Double}, {@link Long}, {@link
   * BigInteger} or {@link String}; null where it is NaN, which says missing in NumPy.
   */
  @Nullable Object value(ByteBuffer row, int offset) {
    return switch (kind) {
      case 'f' -> real(row, offset);
      case 'i' -> signed(row, offset);
      case 'u' -> unsigned(row, offset);
      case 'b' -> row.get(offset) == 0 ? "false" : "true";
      default -> text(row, offset);
    };
  }

  private @Nullable Double real(ByteBuffer row, int offset) {
    double value =
        switch (bytes) {
          case 2 -> Float.float16ToFloat(row.getShort(offset));
          case 4 -> row.getFloat(offset);
          default -> row.getDouble(offset);
        };
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }

  private Long signed(ByteBuffer row, int offset) {
    return switch (bytes) {
      case 1 -> (long) row.get(offset);
      case 2 -> (long) row.getShort(offset);
      case 4 -> (long) row.getInt(offset);
      default -> row.getLong(offset);
    };
  }

  private Object unsigned(ByteBuffer row, int offset) {
    return switch (bytes) {
      case 1 -> (long) Byte.toUnsignedInt(row.get(offset));
      case 2 -> (long) Short.toUnsignedInt(row.getShort(offset));
      case 4 -> Integer.toUnsignedLong(row.getInt(offset));
      default -> whole(row.getLong(offset));
    };
  }

  private static Object whole(long bits) {
    if (bits >= 0) {
      return bits;
    }
    return new BigInteger(Long.toUnsignedString(bits));
  }

  private String text(ByteBuffer row, int offset) {
    byte[] characters = new byte[bytes];
    row.get(offset, characters);
    String padded = new String(characters, TEXTS.getOrDefault(order, Charset.forName("UTF-32LE")));
    int end = padded.length();
    while (end > 0 && padded.charAt(end - 1) == 0) {
      end--;
    }
    return padded.substring(0, end);
  }
}
