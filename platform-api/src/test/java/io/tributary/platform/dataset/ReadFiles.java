package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetSpec;
import io.tributary.dataset.Formats;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.dataset.Source;
import io.tributary.engine.table.ArrowTables;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files on their way from an upload into the form in which they are stored, and back. */
record ReadFiles(Source.Content content, List<Table> pieces) {
  /** Files without a spec. */
  static ReadFiles of(Path folder, byte[]... files) {
    return of(folder, DatasetSpec.named("x"), files);
  }

  static ReadFiles of(Path folder, DatasetSpec spec, byte[]... files) {
    DatasetSettings settings = TestSettings.in(folder);
    try (ReceivedFiles uploads = new ReceivedFiles(settings.limits())) {
      List<ReceivedFile> received = new ArrayList<>();
      for (byte[] file : files) {
        received.add(uploads.receive("f" + received.size(), new ByteArrayInputStream(file)));
      }
      List<Table> pieces = new ArrayList<>();
      Source.Content content =
          Formats.open(received, spec, settings.limits())
              .read(piece -> pieces.add(ArrowTables.decode(ArrowTables.encode(piece))));
      return new ReadFiles(content, pieces);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code name:type} of all columns. */
  List<String> types() {
    return content.columns().stream().map(c -> c.name() + ":" + c.type()).toList();
  }

  /** A column's values: {@link Double}, {@link String}, list of bytes; null where missing. */
  List<@Nullable Object> column(String name) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Table piece : pieces) {
      Column column = piece.column(name);
      for (int row = 0; row < piece.rows(); row++) {
        values.add(value(column, row));
      }
    }
    return values;
  }

  /** All values, by column. */
  Map<String, List<@Nullable Object>> table() {
    Map<String, List<@Nullable Object>> table = new LinkedHashMap<>();
    content.columns().forEach(c -> table.put(c.name(), column(c.name())));
    return table;
  }

  private static @Nullable Object value(Column column, int row) {
    return switch (column) {
      case Column.Numeric numbers ->
          Double.isNaN(numbers.values()[row]) ? null : (Object) numbers.values()[row];
      case Column.Categorical texts ->
          texts.codes()[row] < 0 ? null : texts.dictionary().get(texts.codes()[row]);
      case Column.Instants times ->
          times.micros()[row] == TimePattern.NONE
              ? null
              : TimePattern.instant(times.micros()[row]).toString();
      case Column.Bytes bytes -> {
        List<Integer> vector = new ArrayList<>();
        for (int i = 0; i < bytes.width(); i++) {
          vector.add(bytes.values()[row * bytes.width() + i] & 0xFF);
        }
        yield vector;
      }
      case Column.Sparse sparse -> {
        Map<Integer, Double> pairs = new LinkedHashMap<>();
        for (int i = sparse.offsets()[row]; i < sparse.offsets()[row + 1]; i++) {
          pairs.put(sparse.indices()[i], sparse.values()[i]);
        }
        yield pairs;
      }
    };
  }
}
