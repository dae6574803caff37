package io.tributary.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Few different values at equal distances, as digits: signs take a bit each, the sum of three signs
 * two bits.
 *
 * <p>Layout: the form; the number of different values (2 to {@link #MOST_DIGITS}); the smallest
 * value and the distance as int; then words of 64 bits, each with as many digits as fit, the first
 * digit lowest.
 */
final class PackedDigits extends PackedInts {
  /** Beyond this the other forms are as small. */
  static final int MOST_DIGITS = 32;

  /** Nothing larger is looked at: contributions of such codecs are small numbers. */
  static final int LARGEST_MAGNITUDE = 0x7FF;

  private static final int WORDS_AT = 10;

  private final int digits;
  private final int smallest;
  private final int distance;
  private final int perWord;

  PackedDigits(int length, ByteBuffer bytes) {
    super(length, bytes);
    if (bytes.limit() < WORDS_AT) {
      throw new CorruptRecordException("digits in %d bytes".formatted(bytes.limit()));
    }
    this.digits = bytes.get(1);
    if (digits < 2 || digits > MOST_DIGITS) {
      throw new CorruptRecordException("%d different digits".formatted(digits));
    }
    this.smallest = bytes.getInt(2);
    this.distance = bytes.getInt(6);
    this.perWord = perWord(digits);
    if (WORDS_AT + (long) Math.ceilDiv(length, perWord) * Long.BYTES != bytes.limit()) {
      throw new CorruptRecordException(
          "%d digits of %d in %d bytes".formatted(length, digits, bytes.limit()));
    }
  }

  /** Null where there are too many different values, or not at equal distances. */
  static @Nullable PackedDigits pack(int[] values, int from, int length) {
    if (length == 0) {
      return null;
    }
    int smallest = values[from];
    int largest = values[from];
    for (int i = from; i < from + length; i++) {
      smallest = Math.min(smallest, values[i]);
      largest = Math.max(largest, values[i]);
    }
    int distance = 0;
    for (int i = from; i < from + length; i++) {
      distance = commonDivisor(distance, values[i] - smallest);
      // It only shrinks, so what is too many now stays too many.
      if (distance != 0 && (largest - smallest) / distance >= MOST_DIGITS) {
        return null;
      }
    }
    int digits = distance == 0 ? 2 : (largest - smallest) / distance + 1;
    return write(values, from, length, digits, smallest, Math.max(distance, 1));
  }

  private static PackedDigits write(
      int[] values, int from, int length, int digits, int smallest, int distance) {
    int perWord = perWord(digits);
    int words = Math.ceilDiv(length, perWord);
    ByteBuffer bytes =
        ByteBuffer.allocate(WORDS_AT + words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(DIGITS).put((byte) digits).putInt(smallest).putInt(distance);
    for (int start = 0; start < length; start += perWord) {
      long word = 0;
      for (int i = Math.min(length, start + perWord) - 1; i >= start; i--) {
        word = word * digits + (values[from + i] - smallest) / distance;
      }
      bytes.putLong(word);
    }
    return new PackedDigits(length, bytes.flip());
  }

  @Override
  public void addTo(int[] target, int at) {
    for (int start = 0, word = WORDS_AT; start < length; start += perWord, word += Long.BYTES) {
      long rest = bytes.getLong(word);
      int end = Math.min(length, start + perWord);
      for (int i = start; i < end; i++) {
        long higher = rest / digits;
        target[at + i] += smallest + distance * (int) (rest - higher * digits);
        rest = higher;
      }
    }
  }

  @Override
  public void copyTo(int[] target, int at) {
    Arrays.fill(target, at, at + length, 0);
    addTo(target, at);
  }

  /** Digits in 63 bits, so that a word is never negative. */
  private static int perWord(int digits) {
    int count = 0;
    for (long most = Long.MAX_VALUE; most >= digits; most /= digits) {
      count++;
    }
    return count;
  }

  private static int commonDivisor(int a, int b) {
    int x = a;
    int y = b;
    while (y != 0) {
      int rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
