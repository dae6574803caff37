package io.tributary.dataset;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names files and data sets may have. Names are labels: no path is ever made of them. */
public final class FileNames {
  private static final Pattern FILE =
      Pattern.compile("(?!.*\\.\\.)[\\p{L}\\p{N}\\p{M} ._@,+=()\\[\\]-]{1,255}");
  private static final Pattern DATASET =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._-]{0,99}");
  private static final Pattern EXTENSIONS =
      Pattern.compile(
          "(?i)(\\.(csv|tsv|txt|data|jsonl|ndjson|json|arff|parquet|npy|zip|idx|svm|libsvm|svmlight"
              + "|gz|gzip|zst|zstd))+$");

  private FileNames() {}

  /** The file name to show; {@code file} where the client gave none. */
  public static String label(@Nullable String fileName) {
    if (fileName == null || fileName.isBlank()) {
      return "file";
    }
    if (!isFileName(fileName)) {
      throw new FileException(
          FileFault.DATASET_INVALID_NAME,
          "The file name '%s' holds characters that file names have no need of."
              .formatted(printable(fileName)),
          "Send the bare name without folders: letters, digits, spaces and . _ - + = , @ ( ) [ ].");
    }
    return fileName;
  }

  public static boolean isFileName(String name) {
    return FILE.matcher(name).matches();
  }

  /** Whether a data set may be called so. */
  public static boolean isDatasetName(String name) {
    return DATASET.matcher(name).matches() && !name.contains("..");
  }

  /** Letters written the same are the same letters. */
  public static String normalized(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** A data set name made of a file name. */
  public static String datasetName(String label) {
    String bare = EXTENSIONS.matcher(normalized(label)).replaceFirst("");
    String clean =
        bare.replaceAll("[^\\p{L}\\p{N}\\p{M}._-]+", "-")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^[^\\p{L}\\p{N}]+", "");
    String name = clean.length() > 100 ? clean.substring(0, 100) : clean;
    return name.isEmpty() ? "dataset" : name;
  }

  /** At most 80 characters that can be shown. */
  public static String printable(String text) {
    String shown = text.replaceAll("[\\p{C}]", "?");
    return shown.length() > 80 ? shown.substring(0, 80) + "..." : shown;
  }
}
