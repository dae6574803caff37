package io.tributary.engine.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * How coarse the numbers of one step are where that may change from step to step; from fine to
 * coarse. At each, what is not sent stays in the same memory of the partition.
 */
public enum CompressionLevel {
  /** As fine as sums of 32 bits allow. */
  NONE(1, "none", 32, 1, 4),
  INT16(2, "int16", 16, 1, 2),
  INT8(3, "int8", 8, 1, 1),
  /** The hundredth of the values that is largest, in 8 bits. */
  TOP_HUNDREDTH(4, "top-1%", 8, 0.01f, 0.03),
  /** The thousandth of the values that is largest, in 8 bits. */
  TOP_THOUSANDTH(5, "top-0.1%", 8, 0.001f, 0.003);

  private final int number;
  private final String label;
  private final int bits;
  private final float share;
  private final double bytesPerValue;

  CompressionLevel(int number, String label, int bits, float share, double bytesPerValue) {
    this.number = number;
    this.label = label;
    this.bits = bits;
    this.share = share;
    this.bytesPerValue = bytesPerValue;
  }

  /** On the wire and in checkpoints; never re-used. */
  public int number() {
    return number;
  }

  /** As job specs and people name it. */
  public String label() {
    return label;
  }

  /** Bits of a partition's numbers, sign included. */
  public int bits() {
    return bits;
  }

  /** Share of the values that a partition sends. */
  public float share() {
    return share;
  }

  /**
   * About so many bytes for each value of the gradient; to compare levels before they are tried.
   */
  public double bytesPerValue() {
    return bytesPerValue;
  }

  /** Empty where no level has the number. */
  public static Optional<CompressionLevel> ofNumber(int number) {
    return Arrays.stream(values()).filter(level -> level.number == number).findFirst();
  }

  /** Empty where no level has the name. */
  public static Optional<CompressionLevel> ofLabel(String label) {
    return Arrays.stream(values()).filter(level -> level.label.equals(label)).findFirst();
  }
}
