package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/** The rows of LIBSVM files, file after file: columns {@code label} and {@code features}. */
record LibsvmRows(List<ReceivedFile> files) implements Rows {
  private static final List<InputColumn> COLUMNS =
      List.of(new InputColumn("label", "numeric", "label", 1), InputColumn.sparse("features"));

  @Override
  public String format() {
    return "libsvm";
  }

  @Override
  public String label() {
    return ReceivedFile.label(files);
  }

  @Override
  public List<InputColumn> columns() {
    return COLUMNS;
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    LibsvmRow row = new LibsvmRow();
    for (ReceivedFile file : files) {
      String prefix = file.prefix(files);
      long number = 0;
      try (BufferedReader reader = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          number++;
          if (!LibsvmRow.isEmpty(line)) {
            Place place = new Place(prefix, "line", number);
            LibsvmRow.Flaw flaw = row.read(line, place);
            if (flaw == null) {
              rows.accept(row);
            } else {
              reject(file, row, flaw, rejects);
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void reject(
      ReceivedFile file, LibsvmRow row, LibsvmRow.Flaw flaw, Rejects rejects) {
    switch (flaw.kind()) {
      case UNREADABLE ->
          rejects.add(row.place(), flaw.sentence(), row.beginning(Rejects.TEXT_CHARACTERS));
      case NOT_FINITE ->
          throw refused(
              FileFault.DATASET_NOT_FINITE,
              file,
              row.place(),
              flaw,
              "Correct the value, or leave the pair out where it is missing.");
      case DAMAGED ->
          throw refused(
              FileFault.DATASET_DAMAGED_LIBSVM,
              file,
              row.place(),
              flaw,
              "Write each index of a row once, in ascending order, from 1 (or 0) on.");
    }
  }

  private static FileException refused(
      FileFault code, ReceivedFile file, Place place, LibsvmRow.Flaw flaw, String advice) {
    return new FileException(
        code,
        "Line %d of %s, %s.".formatted(place.number(), file.label(), flaw.sentence()),
        advice,
        List.of(new Violation(place.toString(), flaw.sentence(), advice)));
  }
}
