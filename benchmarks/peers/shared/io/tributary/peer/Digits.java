package io.tributary.peer;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Digits of two gzipped IDX files; the last fifth is held out.
 *
 * @param pixels by row, 0 to 1
 */
record Digits(float[][] pixels, int[] labels) {

  static Digits read(String images, String labels) throws IOException {
    try (DataInputStream pictures = open(images);
        DataInputStream classes = open(labels)) {
      pictures.readInt();
      classes.readLong();
      int rows = pictures.readInt();
      int width = pictures.readInt() * pictures.readInt();
      float[][] pixels = new float[rows][width];
      int[] digits = new int[rows];
      for (int row = 0; row < rows; row++) {
        byte[] grey = pictures.readNBytes(width);
        for (int i = 0; i < width; i++) {
          pixels[row][i] = (grey[i] & 0xFF) / 255f;
        }
        digits[row] = classes.readUnsignedByte();
      }
      return new Digits(pixels, digits);
    }
  }

  int width() {
    return pixels[0].length;
  }

  /** Rows to train with: from 0 up to this one. */
  int trained() {
    return pixels.length - pixels.length / 5;
  }

  private static DataInputStream open(String file) throws IOException {
    return new DataInputStream(
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(Path.of(file))), 1 << 16));
  }
}
