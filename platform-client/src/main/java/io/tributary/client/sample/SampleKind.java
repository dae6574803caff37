package io.tributary.client.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What sample data can be made, each with a job that learns from it. */
public enum SampleKind {
  DIGITS(null),
  BLOBS(CsvSample.BLOBS),
  MOONS(CsvSample.MOONS),
  HOUSING(CsvSample.HOUSING),
  CLICKS(CsvSample.CLICKS),
  RATINGS(CsvSample.RATINGS),
  ARTICLE(CsvSample.ARTICLE);

  private static final int USUAL_DIGITS = 10_000;

  private final @Nullable CsvSample table;

  SampleKind(@Nullable CsvSample table) {
    this.table = table;
  }

  /** The word for it in commands and addresses: the name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Rows where nobody says how many. */
  public int usualRows() {
    return table == null ? USUAL_DIGITS : table.usualRows();
  }

  /**
   * Writes the data, replacing what is there, and returns the files to upload.
   *
   * @param output the file; for digits the beginning of the names of both
   * @param rows at least 1
   */
  public List<Path> writeTo(Path output, long seed, int rows) throws IOException {
    if (table != null) {
      table.writeTo(output, seed, rows);
      return List.of(output);
    }
    Path images = output.resolveSibling(output.getFileName() + "-images-idx3-ubyte.gz");
    Path labels = output.resolveSibling(output.getFileName() + "-labels-idx1-ubyte.gz");
    new DigitsSample(seed, rows).writeTo(images, labels);
    return List.of(images, labels);
  }

  /** Name of the data set that {@link #jobSpec} is about. */
  public String datasetName() {
    return this + "-sample";
  }

  /** A job that learns from it, YAML. */
  public String jobSpec() {
    try (InputStream spec =
        Objects.requireNonNull(SampleKind.class.getResourceAsStream(this + ".yaml"))) {
      return new String(spec.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the job of the sample " + this + " is not readable", e);
    }
  }
}
