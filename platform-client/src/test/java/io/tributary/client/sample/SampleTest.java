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
import java.util.stream.Collectors;
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

  @ParameterizedTest
  @EnumSource
  void everyKindHasFilesAndAJobThatNamesItsDataSet(SampleKind kind) throws IOException {
    List<Path> files = kind.writeTo(directory.resolve(kind.toString()), 1, 10);
    assertThat(files).hasSize(kind == SampleKind.DIGITS ? 2 : 1).allSatisfy(SampleTest::isThere);
    assertThat(kind.jobSpec()).contains("dataset: " + kind.datasetName() + "\n");
  }

  private static void isThere(Path file) {
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void clicksFollowTheirTruth() throws IOException {
    List<String> lines = csv(CsvSample.CLICKS, 9, 20_000);
    double expected = 0;
    double clicked = 0;
    double variance = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      double p =
          ClickLog.probability(
              Integer.parseInt(cells[0]),
              List.of("phone", "tablet", "desktop").indexOf(cells[1]),
              Integer.parseInt(cells[2].substring(5)),
              Integer.parseInt(cells[3].substring(3)),
              Integer.parseInt(cells[5]));
      expected += p;
      variance += p * (1 - p);
      clicked += cells[6].equals("yes") ? 1 : 0;
    }
    assertThat(clicked).isCloseTo(expected, within(4 * Math.sqrt(variance)));
    assertThat(clicked / 20_000).isBetween(0.05, 0.3);
    long rare =
        lines.stream()
            .skip(1)
            .collect(Collectors.groupingBy(l -> l.split(",")[3], Collectors.counting()))
            .values()
            .stream()
            .filter(times -> times <= 5)
            .count();
    assertThat(rare).as("advertisements shown five times at most").isGreaterThan(200);
  }

  @Test
  void ratingsAreTheirTruthWithNoiseOfAFifth() throws IOException {
    List<String> lines = csv(CsvSample.RATINGS, 9, 5_000);
    double squares = 0;
    double withoutFactors = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      int person = Integer.parseInt(cells[0].substring(7));
      int film = Integer.parseInt(cells[1].substring(5));
      double rating = Double.parseDouble(cells[2]);
      double biases =
          3 + 0.4 * Planted.normal("person", person) + 0.5 * Planted.normal("film", film);
      squares += Math.pow(rating - FilmRatings.truth(person, film), 2);
      withoutFactors += Math.pow(rating - biases, 2);
    }
    assertThat(Math.sqrt(squares / 5_000)).isCloseTo(0.2, within(0.01));
    assertThat(Math.sqrt(withoutFactors / 5_000)).isCloseTo(0.73, within(0.06));
  }

  @Test
  void noLineKeepsTheMoonsApartButACurveDoes() throws IOException {
    List<String> lines = csv(CsvSample.MOONS, 9, 2_000);
    int byLine = 0;
    int byCurve = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      double x1 = Double.parseDouble(cells[0]);
      double x2 = Double.parseDouble(cells[1]);
      boolean upper = cells[2].equals("upper");
      // The line half way between the moons, and the nearer of their arcs.
      byLine += (x2 > 0.25) == upper ? 1 : 0;
      double toUpper = x2 > 0 ? Math.abs(Math.hypot(x1, x2) - 1) : 9;
      double toLower = x2 < 0.5 ? Math.abs(Math.hypot(x1 - 1, x2 - 0.5) - 1) : 9;
      byCurve += (toUpper < toLower) == upper ? 1 : 0;
    }
    assertThat(byLine / 2_000.0).isLessThan(0.92);
    assertThat(byCurve / 2_000.0).isGreaterThan(0.95);
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
