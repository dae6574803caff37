package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.TimePattern;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of times. Its profile counts in milliseconds from 1970-01-01T00:00Z. */
final class TimeBuilder implements ColumnBuilder {
  private final int position;
  private final String name;
  private final @Nullable String role;
  private final TimePattern pattern;
  private final TimeSurvey survey;
  private final Histogram histogram;
  private final DistinctCount distinct = new DistinctCount();
  private long[] micros = new long[256];
  private int size;
  private long missing;
  private double squares;

  TimeBuilder(
      int position, String name, @Nullable String role, TimePattern pattern, TimeSurvey survey) {
    this.position = position;
    this.name = name;
    this.role = role;
    this.pattern = pattern;
    this.survey = survey;
    this.histogram = new Histogram(survey.earliest(pattern), survey.latest(pattern));
  }

  @Override
  public int add(Row row) {
    if (size == micros.length) {
      micros = Arrays.copyOf(micros, 2 * size);
    }
    if (row.isMissing(position)) {
      missing++;
      micros[size++] = TimePattern.NONE;
      return Long.BYTES;
    }
    long time = pattern.micros(row.text(position));
    double difference = time / 1e3 - survey.mean(pattern);
    squares += difference * difference;
    histogram.add(time / 1e3);
    distinct.add((double) time);
    micros[size++] = time;
    return Long.BYTES;
  }

  @Override
  public Column piece() {
    Column.Instants piece = new Column.Instants(name, pattern, Arrays.copyOf(micros, size));
    size = 0;
    return piece;
  }

  @Override
  public ColumnView view() {
    return new ColumnView(name, "datetime", role, 1);
  }

  @Override
  public ColumnProfile profile() {
    boolean any = survey.times() > 0;
    return new ColumnProfile(
        name,
        "datetime",
        missing,
        distinct.count(),
        !distinct.isExact(),
        any ? Double.valueOf(survey.earliest(pattern)) : null,
        any ? Double.valueOf(survey.latest(pattern)) : null,
        any ? Double.valueOf(survey.mean(pattern)) : null,
        any ? Double.valueOf(Math.sqrt(squares / survey.times())) : null,
        histogram.bins(),
        List.of());
  }
}
