package io.tributary.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Integers in as few bytes as they need, without loss, in whichever of three forms is smallest:
 * planes for numbers of any size, positions and values where most are zero, digits where there are
 * few different ones. A codec only decides which integers there are; what is sparse or coarse is
 * small by itself, and so is the sum of such. Immutable, but a view of the bytes it was read from.
 */
public abstract sealed class PackedInts permits PackedPlanes, PackedDigits, SparseInts {
  static final byte PLANES = 0;
  static final byte SPARSE = 1;
  static final byte DIGITS = 2;

  /** Fewer bytes than one for so many values are fewer than any dense form takes. */
  private static final int CLEARLY_SPARSE = 16;

  final int length;

  /** Little-endian, from 0 to limit; the first is the form. */
  final ByteBuffer bytes;

  PackedInts(int length, ByteBuffer bytes) {
    this.length = length;
    this.bytes = bytes;
  }

  /** Packs {@code values[from .. from + length)}; the array is not kept. */
  public static PackedInts of(int[] values, int from, int length) {
    int others = 0;
    int magnitudes = 0;
    for (int i = from; i < from + length; i++) {
      // Its sign is set where the value is not zero: a branch would not be vectorised.
      others += (values[i] | -values[i]) >>> 31;
      magnitudes |= values[i] ^ (values[i] >> 31);
    }
    long sparse = SparseInts.mostBytes(length, others, magnitudes);
    if (sparse < length / CLEARLY_SPARSE) {
      return SparseInts.pack(values, from, length, others, magnitudes);
    }
    PackedInts dense = dense(values, from, length, magnitudes);
    // Positions are dear to write, so they have to promise half of the bytes.
    return sparse < dense.packedBytes() / 2
        ? smaller(SparseInts.pack(values, from, length, others, magnitudes), dense)
        : dense;
  }

  private static PackedInts dense(int[] values, int from, int length, int magnitudes) {
    if (magnitudes <= PackedDigits.LARGEST_MAGNITUDE) {
      PackedInts digits = PackedDigits.pack(values, from, length);
      if (digits != null) {
        return smaller(digits, PackedPlanes.pack(values, from, length));
      }
    }
    return PackedPlanes.pack(values, from, length);
  }

  private static PackedInts smaller(PackedInts one, PackedInts other) {
    return one.packedBytes() < other.packedBytes() ? one : other;
  }

  /** No values. */
  public static PackedInts none() {
    return of(new int[0], 0, 0);
  }

  /**
   * Reads {@code length} values from all of {@code bytes}, without copying them. Throws {@code
   * CorruptRecordException}.
   */
  static PackedInts view(int length, ByteBuffer bytes) {
    ByteBuffer own = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (own.limit() == 0) {
      throw new CorruptRecordException("%d packed integers in 0 bytes".formatted(length));
    }
    return switch (own.get(0)) {
      case PLANES -> new PackedPlanes(length, own);
      case SPARSE -> new SparseInts(length, own);
      case DIGITS -> new PackedDigits(length, own);
      default -> throw new CorruptRecordException("packed integers of unknown form " + own.get(0));
    };
  }

  /** Adds the values to {@code target[at .. at + length())}; overflow wraps around. */
  public abstract void addTo(int[] target, int at);

  /** Writes the values to {@code target[at .. at + length())}. */
  public abstract void copyTo(int[] target, int at);

  /** A new array of the values. */
  public final int[] toArray() {
    int[] values = new int[length];
    copyTo(values, 0);
    return values;
  }

  /** Number of values. */
  public final int length() {
    return length;
  }

  /** Bytes that the values take when packed. */
  public final int packedBytes() {
    return bytes.limit();
  }

  /** A view of the packed values, from position to limit. */
  final ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
