package io.tributary.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Lines that are JSON objects; empty lines are left out. Members are columns, in the order in which
 * they first occur; those of an object within an object are called {@code outer.inner}. A member
 * that a line does not have is missing, as is null.
 */
final class JsonRows implements Rows {
  /** Numbers that JSON does not know are read so that they can be named. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final List<ReceivedFile> files;
  private final FileLimits limits;
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final List<InputColumn> columns = new ArrayList<>();

  JsonRows(List<ReceivedFile> files, FileLimits limits) {
    this.files = files;
    this.limits = limits;
  }

  @Override
  public String format() {
    return "jsonl";
  }

  @Override
  public String label() {
    return ReceivedFile.label(files);
  }

  @Override
  public List<InputColumn> columns() {
    return Collections.unmodifiableList(columns);
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    for (ReceivedFile file : files) {
      ValueRow row = new ValueRow(file.prefix(files), "line");
      try (BufferedReader lines = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          if (!line.isBlank()) {
            row.begin(number);
            read(file, line, row);
            rows.accept(row);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void read(ReceivedFile file, String line, ValueRow row) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw FileProblems.unsupported(
            file,
            row.place().toString(),
            "is JSON, but no object",
            "Write one object on each line: {\"a\": 1, \"b\": \"x\"}. jq -c '.[]' makes such lines"
                + " of an array.");
      }
      readObject(file, parser, "", row);
      if (parser.nextToken() != null) {
        throw damaged(file, row, parser.currentTokenLocation(), "goes on after its object");
      }
    } catch (JacksonException e) {
      throw damaged(file, row, e.getLocation(), e.getOriginalMessage());
    }
  }

  private void readObject(ReceivedFile file, JsonParser parser, String outer, ValueRow row) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = outer + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> readObject(file, parser, name + ".", row);
        case START_ARRAY ->
            throw FileProblems.unsupported(
                file,
                row.place().toString(),
                "has a list in '%s'".formatted(FileNames.printable(name)),
                "Write each of its values as a member of its own, or leave it out.");
        // A member that is null in every line is a column all the same.
        case VALUE_NULL -> position(file, name, row);
        case VALUE_TRUE -> put(file, name, "true", row);
        case VALUE_FALSE -> put(file, name, "false", row);
        case VALUE_STRING -> put(file, name, parser.getString(), row);
        case VALUE_NUMBER_INT ->
            put(
                file,
                name,
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? parser.getBigIntegerValue()
                    : (Object) parser.getLongValue(),
                row);
        default -> put(file, name, parser.getDoubleValue(), row);
      }
    }
  }

  private void put(ReceivedFile file, String name, Object value, ValueRow row) {
    int position = position(file, name, row);
    if (!row.isMissing(position)) {
      throw FileProblems.unsupported(
          file,
          row.place().toString(),
          "has two values for '%s'".formatted(FileNames.printable(name)),
          "Give each member a name of its own; a.b is also member b of object a.");
    }
    row.set(position, value);
  }

  private int position(ReceivedFile file, String name, ValueRow row) {
    Integer known = positions.get(name);
    if (known != null) {
      return known;
    }
    if (!ColumnNames.isUsable(name)) {
      throw FileProblems.unsupported(
          file,
          row.place().toString(),
          "names a value '%s', as no column can be called".formatted(FileNames.printable(name)),
          "Use 1 to 200 characters, no control characters.");
    }
    ColumnNames.requireCount(file, columns.size() + 1L, limits);
    positions.put(name, columns.size());
    columns.add(InputColumn.named(name));
    return columns.size() - 1;
  }

  private static RuntimeException damaged(
      ReceivedFile file, ValueRow row, TokenStreamLocation location, String how) {
    return FileProblems.damaged(
        file,
        "JSON lines",
        "%s, column %d".formatted(row.place(), location.getColumnNr()),
        "is no JSON: " + FileNames.printable(how));
  }
}
