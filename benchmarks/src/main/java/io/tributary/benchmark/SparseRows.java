package io.tributary.benchmark;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows as hashing makes them of a log: {@link #ENTRIES} ones among many zeros, a few indices
 * frequent and most rare. The label is the sign of a planted model, wrong in one row of ten.
 *
 * @param width number of indices, from 1 on
 */
record SparseRows(int rows, int width) {
  static final int ENTRIES = 40;
  private static final double WRONG = 0.1;
  private static final long SEED = 20;

  /**
   * Writes the same rows twice: as LIBSVM text, and as little-endian 32-bit integers, row by row
   * the label (0 or 1) and the positions from 0, ascending.
   */
  void write(Path libsvm, Path binary) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] weights = new float[width];
    for (int i = 0; i < width; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    int[] positions = new int[ENTRIES];
    StringBuilder line = new StringBuilder();
    try (BufferedWriter text = Files.newBufferedWriter(libsvm, StandardCharsets.US_ASCII);
        DataOutputStream numbers =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(binary), 1 << 16))) {
      for (int row = 0; row < rows; row++) {
        draw(random, positions);
        double score = 0;
        for (int position : positions) {
          score += weights[position];
        }
        int label = score > 0 != random.nextDouble() < WRONG ? 1 : 0;
        line.setLength(0);
        line.append(label);
        numbers.writeInt(Integer.reverseBytes(label));
        for (int position : positions) {
          line.append(' ').append(position + 1).append(":1");
          numbers.writeInt(Integer.reverseBytes(position));
        }
        text.append(line).append('\n');
      }
    }
  }

  /** Different positions, ascending; their density falls with the position. */
  private void draw(SplittableRandom random, int[] positions) {
    boolean different = false;
    while (!different) {
      for (int i = 0; i < ENTRIES; i++) {
        double u = random.nextDouble();
        positions[i] = (int) (width * u * u * u);
      }
      Arrays.sort(positions);
      different = true;
      for (int i = 1; i < ENTRIES; i++) {
        different &= positions[i] > positions[i - 1];
      }
    }
  }
}
