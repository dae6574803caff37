package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetProfile.ValueCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What agents tell of their files, as the profile of the data set that they make up. */
final class EdgeStatistics {
  private EdgeStatistics() {}

  /**
   * The profile of all files whose agents tell statistics; without columns where none does.
   *
   * @param told one per file; null where its agent tells none
   */
  static DatasetProfile of(List<ColumnView> columns, List<@Nullable DatasetProfile> told) {
    List<DatasetProfile> known = new ArrayList<>();
    for (DatasetProfile one : told) {
      if (one != null) {
        known.add(one);
      }
    }
    long rows = known.stream().mapToLong(DatasetProfile::rows).sum();
    return new DatasetProfile(
        rows,
        known.isEmpty()
            ? List.of()
            : columns.stream().map(column -> joined(column, known)).toList());
  }

  private static ColumnProfile joined(ColumnView column, List<DatasetProfile> files) {
    Map<String, Long> rowsOf = new HashMap<>();
    DoubleSummaryStatistics bounds = new DoubleSummaryStatistics();
    long missing = 0;
    long most = 0;
    long present = 0;
    double mean = 0;
    double squares = 0;
    boolean numbers = false;
    for (DatasetProfile file : files) {
      ColumnProfile part =
          file.columns().stream()
              .filter(profile -> profile.name().equals(column.name()))
              .findFirst()
              .orElseThrow();
      missing += part.missing();
      most = Math.max(most, part.distinct());
      part.topValues().forEach(value -> rowsOf.merge(value.value(), value.count(), Long::sum));
      Double partMean = part.mean();
      long values = file.rows() - part.missing();
      if (partMean != null && values > 0) {
        numbers = true;
        double deviation = Objects.requireNonNullElse(part.standardDeviation(), 0.0);
        double difference = partMean - mean;
        double share = (double) values / (present + values);
        squares += deviation * deviation * values + difference * difference * share * present;
        mean += difference * share;
        present += values;
      }
      if (part.minimum() != null && part.maximum() != null) {
        bounds.accept(part.minimum());
        bounds.accept(part.maximum());
      }
    }
    List<ValueCount> values =
        rowsOf.entrySet().stream()
            .map(entry -> new ValueCount(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(ValueCount::count)
                    .reversed()
                    .thenComparing(ValueCount::value))
            .toList();
    return new ColumnProfile(
        column.name(),
        column.type(),
        missing,
        Math.max(most, values.size()),
        true,
        bounds.getCount() == 0 ? null : bounds.getMin(),
        bounds.getCount() == 0 ? null : bounds.getMax(),
        numbers ? mean : null,
        numbers ? Math.sqrt(squares / present) : null,
        List.of(),
        values);
  }
}
