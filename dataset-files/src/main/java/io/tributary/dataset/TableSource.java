package io.tributary.dataset;

import io.tributary.client.dataset.DatasetProfile;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows whose every cell has been looked at once, so that the columns' types are known. Made by
 * {@link Surveyor}.
 *
 * @param surveys aligned with the rows' columns
 * @param accepted rows that {@link #read} will hand on
 */
public record TableSource(
    AcceptedRows rows, List<ColumnSurvey> surveys, long accepted, FileLimits limits)
    implements Source {
  private static final int PIECE_ROWS = 16_384;
  private static final int PIECE_BYTES = 4 << 20;

  /** Distinct texts counted, all columns together: bounds the memory of a profile. */
  private static final int COUNTED_TEXTS = 200_000;

  private static final int COUNTED_TEXTS_PER_COLUMN = 10_000;

  /** The rows with those that do not fit. */
  public Rows source() {
    return rows.rows();
  }

  @Override
  public String format() {
    return rows.rows().format();
  }

  @Override
  public Content read(RowSink sink) {
    Pieces pieces = new Pieces(builders(), sink);
    Rejects rejects = new Rejects(limits.keptRejectedRows());
    rows.read(pieces::add, rejects);
    pieces.flush();
    if (pieces.total != accepted) {
      throw new IllegalStateException(
          "%s: %d rows accepted at first reading, %d at second"
              .formatted(rows.rows().label(), accepted, pieces.total));
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
    int counted = Math.clamp(COUNTED_TEXTS / surveys.size(), 20, COUNTED_TEXTS_PER_COLUMN);
    List<ColumnBuilder> builders = new ArrayList<>(surveys.size());
    for (int i = 0; i < surveys.size(); i++) {
      builders.add(builder(i, rows.rows().columns().get(i), counted));
    }
    return builders;
  }

  private ColumnBuilder builder(int position, InputColumn column, int counted) {
    if (column.isVector()) {
      return new VectorBuilder(position, column, rows.role(column));
    }
    if (column.isSparse()) {
      return new SparseBuilder(position, column.name(), rows.role(column), surveys.get(position));
    }
    if (surveys.get(position).isNumeric()) {
      return new NumericBuilder(position, column.name(), rows.role(column), surveys.get(position));
    }
    TimePattern pattern = surveys.get(position).pattern();
    if (pattern != null) {
      return new TimeBuilder(
          position, column.name(), rows.role(column), pattern, surveys.get(position).times());
    }
    return new TextBuilder(
        position, column.name(), rows.wantedType(column), rows.role(column), counted);
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

    void add(Row row) {
      for (ColumnBuilder builder : builders) {
        bytes += builder.add(row);
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
