package io.tributary.benchmark;

import io.tributary.client.sample.DigitsSample;
import io.tributary.engine.preprocessing.Examples;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Digits in two gzipped IDX files, which every side reads: the same rows for all. */
record DigitFiles(Path images, Path labels) {
  private static final int GENERATED = 8_192;

  /**
   * @param given an image file and its label file, or nothing: then digits are drawn
   */
  static DigitFiles of(List<Path> given, Path directory) throws IOException {
    if (given.isEmpty()) {
      DigitFiles drawn =
          new DigitFiles(directory.resolve("images.gz"), directory.resolve("labels.gz"));
      new DigitsSample(1, GENERATED).writeTo(drawn.images(), drawn.labels());
      return drawn;
    }
    if (given.size() != 2) {
      throw new IllegalArgumentException("digits are two files, images and labels: " + given);
    }
    return new DigitFiles(given.getFirst(), given.getLast());
  }

  List<Path> files() {
    return List.of(images, labels);
  }

  /** Grey values divided by 255, as the platform prepares them. */
  Examples examples() throws IOException {
    try (DataInputStream pictures = open(images);
        DataInputStream classes = open(labels)) {
      pictures.readInt();
      classes.readLong();
      int rows = pictures.readInt();
      int inputs = pictures.readInt() * pictures.readInt();
      byte[] grey = pictures.readNBytes(rows * inputs);
      float[] features = new float[grey.length];
      for (int i = 0; i < grey.length; i++) {
        features[i] = (grey[i] & 0xFF) / 255f;
      }
      float[] targets = new float[rows];
      for (int i = 0; i < rows; i++) {
        targets[i] = classes.readUnsignedByte();
      }
      return new Examples(rows, inputs, features, targets);
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)), 1 << 16));
  }
}
