package io.tributary.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Tells LIBSVM files from other text by their first lines. */
final class LibsvmSniffer {
  private static final int LINES = 100;

  private LibsvmSniffer() {}

  /**
   * Whether of the first rows more than half are a number and index:value pairs, with a pair in at
   * least one. Rows whose only fault is an index, or a value that is not finite, count: they show
   * what the file was meant to be.
   */
  static boolean looksLikeIt(ReceivedFile file) {
    LibsvmRow row = new LibsvmRow();
    int rows = 0;
    int fitting = 0;
    boolean pairs = false;
    try (BufferedReader reader = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
      for (int i = 0; i < LINES; i++) {
        String line = reader.readLine();
        if (line == null) {
          break;
        }
        if (!LibsvmRow.isEmpty(line)) {
          LibsvmRow.Flaw flaw = row.read(line, new Place("", "line", i + 1L));
          rows++;
          fitting += flaw == null || flaw.kind() != LibsvmRow.Kind.UNREADABLE ? 1 : 0;
          pairs |= row.count() > 0;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pairs && 2 * fitting > rows;
  }
}
