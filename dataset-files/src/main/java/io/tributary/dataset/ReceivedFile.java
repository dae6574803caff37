package io.tributary.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * An uploaded file as it lies on disk: unpacked and, where it is text, without byte order mark and
 * known to be UTF-8 without NUL and without endless lines.
 *
 * @param label the file's name as the client gave it; never part of a path
 * @param bytes size after unpacking
 * @param kind what its first bytes say
 * @param sha256 over the unpacked bytes, hexadecimal
 */
public record ReceivedFile(String label, Path path, long bytes, FileKind kind, String sha256) {
  /** Files in a sentence. */
  static String label(List<ReceivedFile> files) {
    String first = files.getFirst().label();
    return files.size() == 1 ? first : "%s and %d more".formatted(first, files.size() - 1);
  }

  /** The file of a format whose uploads are single files. */
  static ReceivedFile only(List<ReceivedFile> files, String format) {
    if (files.size() > 1) {
      throw FileProblems.unsupported(
          files.get(1),
          "the upload",
          "has %d files, but a data set of %s is one".formatted(files.size(), format),
          "Send one file, or each as a data set of its own.");
    }
    return files.getFirst();
  }

  /** What stands before a line's number in messages, where this is one of {@code files}. */
  String prefix(List<ReceivedFile> files) {
    return files.size() == 1 ? "" : label + ": ";
  }
}
