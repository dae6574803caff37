package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import io.tributary.dataset.ArffLine.Malformed;
import io.tributary.dataset.ArffLine.Word;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A dense file in the Attribute-Relation File Format of Weka (Hall et al., "The WEKA Data Mining
 * Software: An Update", 2009). A row with a value that its attribute does not have is rejected.
 */
final class ArffRows implements Rows {
  private final ReceivedFile file;
  private final List<ArffAttribute> attributes = new ArrayList<>();

  /** Lines up to and with {@code @data}. */
  private long headerLines;

  private ArffRows(ReceivedFile file) {
    this.file = file;
  }

  /** Reads the header. */
  static ArffRows open(List<ReceivedFile> files, FileLimits limits) {
    ReceivedFile file = ReceivedFile.only(files, "ARFF");
    ArffRows rows = new ArffRows(file);
    rows.readHeader(limits);
    return rows;
  }

  @Override
  public String format() {
    return "arff";
  }

  @Override
  public String label() {
    return file.label();
  }

  @Override
  public List<InputColumn> columns() {
    return attributes.stream().map(a -> InputColumn.typed(a.name(), a.type())).toList();
  }

  private void readHeader(FileLimits limits) {
    try (BufferedReader lines = reader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        headerLines++;
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("%")) {
          continue;
        }
        ArffLine words = new ArffLine(text);
        Word first = words.word("");
        switch (first == null ? "" : first.text().toLowerCase(Locale.ROOT)) {
          case "@relation" -> {}
          case "@attribute" -> {
            attributes.add(ArffAttribute.of(words));
            ColumnNames.requireCount(file, attributes.size(), limits);
          }
          case "@data" -> {
            requireNames();
            return;
          }
          default -> throw new Malformed(1, "stands before @data and is no @attribute");
        }
      }
    } catch (Malformed e) {
      throw damaged(headerLines, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw FileProblems.damaged(file, "ARFF", "ends without a line @data");
  }

  private void requireNames() {
    if (attributes.isEmpty()) {
      throw FileProblems.damaged(file, "ARFF", "has no @attribute");
    }
    ColumnNames.require(
        file,
        attributes.stream().map(ArffAttribute::name).toList(),
        "@attribute",
        "Give each attribute a name of its own.");
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    ValueRow row = new ValueRow("", "line");
    long number = 0;
    try (BufferedReader lines = reader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = line.strip();
        if (number <= headerLines || text.isEmpty() || text.startsWith("%")) {
          continue;
        }
        row.begin(number);
        String flaw = read(text, row);
        if (flaw == null) {
          rows.accept(row);
        } else {
          int shown = Math.min(text.length(), Rejects.TEXT_CHARACTERS);
          rejects.add(row.place(), flaw, text.substring(0, shown));
        }
      }
    } catch (Malformed e) {
      throw damaged(number, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why the row is rejected; null where it is not. */
  private @Nullable String read(String line, ValueRow row) throws Malformed {
    if (line.startsWith("{")) {
      throw FileProblems.unsupported(
          file,
          row.place().toString(),
          "is a row of sparse ARFF, which is not read",
          "Save the file as dense ARFF (Weka's filter SparseToNonSparse), or as LIBSVM.");
    }
    List<Word> words = new ArffLine(line).list((char) 0);
    if (words.size() != attributes.size()) {
      return "%d values, but the file has %d attributes".formatted(words.size(), attributes.size());
    }
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      ArffAttribute attribute = attributes.get(i);
      if (!word.quoted() && word.text().equals("?")) {
        continue;
      }
      if (!attribute.values().isEmpty() && !attribute.values().contains(word.text())) {
        return "attribute %s: '%s' is none of its values"
            .formatted(attribute.name(), FileNames.printable(word.text()));
      }
      if (attribute.isNumeric()) {
        double number = Cell.number(word.text());
        if (Double.isNaN(number)) {
          return "attribute %s: '%s' is no number"
              .formatted(attribute.name(), FileNames.printable(word.text()));
        }
        row.set(i, number);
      } else {
        row.set(i, word.text());
      }
    }
    return null;
  }

  private BufferedReader reader() throws IOException {
    return Files.newBufferedReader(file.path(), StandardCharsets.UTF_8);
  }

  private FileException damaged(long line, Malformed cause) {
    String place = "line %d, column %d".formatted(line, cause.column());
    String how = String.valueOf(cause.getMessage());
    return new FileException(
        FileFault.DATASET_DAMAGED_FILE,
        "%s is no ARFF file: %s %s.".formatted(file.label(), place, how),
        "Correct the line: quote names and values with blanks or commas by ' or \".",
        List.of(new Violation(place, how, "Correct the line.")));
  }
}
