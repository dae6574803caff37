package io.tributary.client.sample;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Drawn digits, 28 x 28 grey values, in the two gzipped IDX files that the MNIST database made
 * usual. Each digit is equally frequent in expectation.
 *
 * @param images how many
 */
public record DigitsSample(long seed, int images) {
  private static final int IDX_BYTES_OF_RANK_3 = 0x00000803;
  private static final int IDX_BYTES_OF_RANK_1 = 0x00000801;

  public DigitsSample {
    if (images < 1) {
      throw new IllegalArgumentException(images + " images were asked for; at least 1 is needed");
    }
  }

  /** Writes the images and their labels, one at a time, replacing what is there. */
  public void writeTo(Path imageFile, Path labelFile) throws IOException {
    Randomness random = new Randomness(seed);
    try (DataOutputStream pictures = gzip(imageFile);
        DataOutputStream labels = gzip(labelFile)) {
      pictures.writeInt(IDX_BYTES_OF_RANK_3);
      pictures.writeInt(images);
      pictures.writeInt(DigitImage.SIDE);
      pictures.writeInt(DigitImage.SIDE);
      labels.writeInt(IDX_BYTES_OF_RANK_1);
      labels.writeInt(images);
      for (int i = 0; i < images; i++) {
        int digit = random.below(10);
        List<double[][]> ways = Glyphs.of(digit);
        double[][] strokes = ways.get(random.below(ways.size()));
        pictures.write(new DigitImage(random).draw(strokes, random));
        labels.writeByte(digit);
      }
    }
  }

  private static DataOutputStream gzip(Path file) throws IOException {
    return new DataOutputStream(
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16));
  }
}
