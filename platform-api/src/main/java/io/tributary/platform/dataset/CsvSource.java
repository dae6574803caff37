package io.tributary.platform.dataset;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CSV files whose every cell has been looked at once, so that the columns' types are known. Made by
 * {@link CsvSurveyor}.
 *
 * @param specs what the user said, by column name
 * @param surveys aligned with the rows' columns
 * @param accepted rows that {@link #read} will hand on
 */
record CsvSource(
    CsvRows rows, Map<String, ColumnSpec> specs, List<ColumnSurvey> surveys, long accepted)
    implements Source {
  private static final int PIECE_ROWS = 16_384;
  private static final int PIECE_BYTES = 4 << 20;

  /** Distinct texts counted, all columns together: bounds the memory of a profile. */
  private static final int COUNTED_TEXTS = 200_000;

  private static final int COUNTED_TEXTS_PER_COLUMN = 10_000;

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public Content read(RowSink sink) {
    Pieces pieces = new Pieces(builders(), sink);
    Rejects rejects = new Rejects(rows.settings().keptRejectedRows());
    rows.read((where, row) -> pieces.add(row), rejects);
    pieces.flush();
    if (pieces.total != accepted) {
      throw new IllegalStateException(
          "%s: %d rows accepted at first reading, %d at second"
              .formatted(rows.label(), accepted, pieces.total));
    }
    return new Content(
        pieces.total,
        rejects.count(),
        pieces.builders.stream().map(ColumnBuilder::view).toList(),
        new DatasetProfile(
            pieces.total, pieces.builders.stream().map(ColumnBuilder::profile).toList()),
        rejects.rows());
  }

  private List<ColumnBuilder> builders() {
    int columns = surveys.size();
    int counted = Math.clamp(COUNTED_TEXTS / columns, 20, COUNTED_TEXTS_PER_COLUMN);
    List<ColumnBuilder> builders = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      String name = rows.names().get(i);
      ColumnSpec spec = specs.get(name);
      @Nullable String role = spec == null ? null : spec.role();
      @Nullable String type = spec == null ? null : spec.type();
      builders.add(
          surveys.get(i).isNumeric()
              ? new NumericBuilder(name, role, surveys.get(i))
              : new TextBuilder(name, type, role, counted));
    }
    return builders;
  }

  /** Cuts the rows into tables of bounded size. */
  private static final class Pieces {
    private final List<ColumnBuilder> builders;
    private final RowSink sink;
    private int rows;
    private long bytes;
    private long total;

    Pieces(List<ColumnBuilder> builders, RowSink sink) {
      this.builders = builders;
      this.sink = sink;
    }

    void add(CsvRecord row) {
      for (int i = 0; i < builders.size(); i++) {
        bytes += builders.get(i).add(row.getField(i).strip());
      }
      rows++;
      total++;
      if (rows == PIECE_ROWS || bytes >= PIECE_BYTES) {
        flush();
      }
    }

    void flush() {
      if (rows > 0) {
        List<Column> columns = builders.stream().map(ColumnBuilder::piece).toList();
        sink.accept(new Table(columns));
        rows = 0;
        bytes = 0;
      }
    }
  }
}
