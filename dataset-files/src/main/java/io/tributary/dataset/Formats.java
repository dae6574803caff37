package io.tributary.dataset;

import io.tributary.client.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Which format uploaded files have, and what reads it. */
public final class Formats {
  private static final int SAMPLE_BYTES = 1 << 16;

  /** Comments, then the declaration that every ARFF file begins with. */
  private static final Pattern ARFF = Pattern.compile("(?i)(\\s*%[^\\n]*\\n)*\\s*@relation\\b");

  private static final Pattern JSON_OBJECT = Pattern.compile("\\s*\\{\\s*(\"|\\})");
  private static final Pattern JSON_LIST = Pattern.compile("\\s*\\[\\s*(\\{|\\[|\\])");

  private Formats() {}

  /**
   * Reads as much of the files as is needed to know their columns' types. Where the spec does not
   * say the format, the first file's bytes do.
   */
  public static Source open(List<ReceivedFile> files, DatasetSpec spec, FileLimits limits) {
    String format = Objects.requireNonNullElseGet(spec.format(), () -> format(files));
    requireKind(files, format);
    if (format.equals("idx")) {
      return IdxSource.of(files, spec);
    }
    Rows rows =
        switch (format) {
          case "csv", "tsv" -> new CsvOpener(files, spec, limits).open();
          case "jsonl" -> new JsonRows(files, limits);
          case "libsvm" -> new LibsvmRows(files);
          case "arff" -> ArffRows.open(files, limits);
          case "npy" -> NpyRows.open(files, limits);
          case "parquet" -> ParquetRows.open(files, limits);
          case "images" -> ImageRows.open(files, limits);
          default -> throw new IllegalStateException("no reader of " + format);
        };
    return new Surveyor(rows, spec, limits).survey();
  }

  private static String format(List<ReceivedFile> files) {
    // Labels of an IDX pair may be sent before its images, whichever are packed.
    ReceivedFile first =
        files.stream().filter(f -> f.kind() == FileKind.IDX).findFirst().orElse(files.getFirst());
    return switch (first.kind()) {
      case IDX -> "idx";
      case PARQUET -> "parquet";
      case NPY -> "npy";
      case ZIP, EMPTY_ZIP -> "images";
      case TEXT -> textFormat(first);
    };
  }

  private static String textFormat(ReceivedFile file) {
    String sample = sample(file);
    if (ARFF.matcher(sample).lookingAt()) {
      return "arff";
    }
    if (JSON_LIST.matcher(sample).lookingAt()) {
      throw FileProblems.unsupported(
          file,
          "line 1",
          "begins a JSON list",
          "Write one object on each line: jq -c '.[]' does that. Say \"format\": \"csv\" if the file"
              + " is none.");
    }
    if (JSON_OBJECT.matcher(sample).lookingAt()) {
      return "jsonl";
    }
    return LibsvmSniffer.looksLikeIt(file) ? "libsvm" : "csv";
  }

  private static String sample(ReceivedFile file) {
    try (InputStream in = Files.newInputStream(file.path())) {
      return new String(in.readNBytes(SAMPLE_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireKind(List<ReceivedFile> files, String format) {
    boolean text = List.of("csv", "tsv", "jsonl", "arff", "libsvm").contains(format);
    for (ReceivedFile file : files) {
      if (text && file.kind() != FileKind.TEXT) {
        throw new FileException(
            FileFault.DATASET_NOT_TEXT,
            "%s is binary, but %s is text.".formatted(file.label(), format),
            "Leave the format out, send files of one format, or send UTF-8 text.");
      }
    }
  }
}
