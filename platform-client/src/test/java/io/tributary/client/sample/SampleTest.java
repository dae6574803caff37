package io.tributary.client.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTest {
  @TempDir Path directory;

  @Test
  void digitsAreTwoIdxFilesOfTheShapeAskedFor() throws IOException {
    Digits digits = digits(3, 1200);
    assertThat(digits.pictures).hasDimensions(1200, 784);
    assertThat(IntStream.of(digits.labels).distinct().sorted())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void theSameSeedGivesTheSameDigitsAndAnotherSeedGivesOthers() throws IOException {
    assertThat(digits(3, 50).pictures).isDeepEqualTo(digits(3, 50).pictures);
    assertThat(digits(3, 50).labels).isEqualTo(digits(3, 50).labels);
    assertThat(digits(4, 50).labels).isNotEqualTo(digits(3, 50).labels);
    assertThat(files(3, 50).get(0)).isEqualTo(files(3, 50).get(0));
    assertThat(files(3, 50).get(1)).isEqualTo(files(3, 50).get(1));
  }

  @Test
  void aLongerSampleBeginsLikeAShorterOne() throws IOException {
    Digits all = digits(3, 60);
    assertThat(Arrays.copyOf(all.pictures, 20)).isDeepEqualTo(digits(3, 20).pictures);
  }

  @Test
  void aSmallNetworkLearnsTheDigitsAndAConstantDoesNot() throws IOException {
    Digits training = digits(1, 4000);
    Digits holdout = digits(2, 1000);
    SmallNetwork network = new SmallNetwork(784, 64, 10, 5);
    for (int epoch = 0; epoch < 5; epoch++) {
      for (int i = 0; i < training.labels.length; i++) {
        network.learn(training.pictures[i], training.labels[i], 0.05);
      }
    }
    assertThat(accuracy(holdout, network::predict)).isGreaterThan(0.95);
    for (int digit = 0; digit < 10; digit++) {
      int always = digit;
      assertThat(accuracy(holdout, picture -> always)).isLessThan(0.2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTableHasAHeaderTheRowsAskedForAndTheSameBytesForTheSameSeed(CsvSample sample)
      throws IOException {
    List<String> lines = csv(sample, 9, 120);
    assertThat(lines).hasSize(121);
    int columns = lines.getFirst().split(",").length;
    assertThat(lines).allSatisfy(line -> assertThat(line.split(",")).hasSize(columns));
    assertThat(csv(sample, 9, 120)).isEqualTo(lines);
    assertThat(csv(sample, 10, 120)).isNotEqualTo(lines);
    assertThatThrownBy(() -> csv(sample, 9, 0)).hasMessageContaining("at least 1");
  }

  @Test
  void theArticlesTableIsTheIdentityOnTheOpenUnitInterval() throws IOException {
    List<String> lines = csv(CsvSample.ARTICLE, 9, CsvSample.ARTICLE.usualRows());
    assertThat(lines).hasSize(401).startsWith("x,y");
    double sum = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      assertThat(cells[1]).isEqualTo(cells[0]);
      assertThat(Double.parseDouble(cells[0])).isStrictlyBetween(0.0, 1.0);
      sum += Double.parseDouble(cells[0]);
    }
    assertThat(sum / 400).isCloseTo(0.5, within(0.06));
  }

  @Test
  void housePricesFollowTheirFormulaWithNoiseOfEight() throws IOException {
    List<String> lines = csv(CsvSample.HOUSING, 9, 4000);
    double squares = 0;
    for (String line : lines.subList(1, lines.size())) {
      double[] v = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
      double expected =
          30
              + 45 * Math.log1p(v[0] / 20)
              + 12 * v[1]
              - 0.6 * v[2]
              + 60 * Math.exp(-v[3] / 4) * (1 + v[1] / 10);
      squares += (v[4] - expected) * (v[4] - expected);
    }
    assertThat(Math.sqrt(squares / 4000)).isCloseTo(8, within(0.4));
  }

  private record Digits(double[][] pictures, int[] labels) {}

  private interface Classifier {
    int predict(double[] picture);
  }

  private static double accuracy(Digits digits, Classifier classifier) {
    long right =
        IntStream.range(0, digits.labels.length)
            .filter(i -> classifier.predict(digits.pictures[i]) == digits.labels[i])
            .count();
    return (double) right / digits.labels.length;
  }

  private List<byte[]> files(long seed, int images) throws IOException {
    Path pictures = directory.resolve("images.gz");
    Path labels = directory.resolve("labels.gz");
    new DigitsSample(seed, images).writeTo(pictures, labels);
    return List.of(Files.readAllBytes(pictures), Files.readAllBytes(labels));
  }

  private Digits digits(long seed, int images) throws IOException {
    List<byte[]> files = files(seed, images);
    try (DataInputStream pictures = gunzip(files.get(0));
        DataInputStream labels = gunzip(files.get(1))) {
      assertThat(pictures.readInt()).isEqualTo(0x803);
      assertThat(labels.readInt()).isEqualTo(0x801);
      int count = pictures.readInt();
      assertThat(labels.readInt()).isEqualTo(count);
      assertThat(pictures.readInt()).isEqualTo(28);
      assertThat(pictures.readInt()).isEqualTo(28);
      Digits digits = new Digits(new double[count][784], new int[count]);
      for (int i = 0; i < count; i++) {
        digits.labels[i] = labels.readUnsignedByte();
        for (int p = 0; p < 784; p++) {
          digits.pictures[i][p] = pictures.readUnsignedByte() / 255.0;
        }
      }
      assertThat(pictures.read()).isEqualTo(-1);
      assertThat(labels.read()).isEqualTo(-1);
      return digits;
    }
  }

  private static DataInputStream gunzip(byte[] file) throws IOException {
    return new DataInputStream(
        new java.io.BufferedInputStream(
            new GZIPInputStream(new java.io.ByteArrayInputStream(file))));
  }

  private List<String> csv(CsvSample sample, long seed, long rows) throws IOException {
    Path file = directory.resolve("table.csv");
    sample.writeTo(file, seed, rows);
    return Files.readAllLines(file);
  }
}
