package io.tributary.web.datasets;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.web.platform.PlatformGateway;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data set.
 *
 * @param columns in the order of the file
 * @param versions of the same name, newest first
 * @param preview null where rows stay at agents
 * @param rejected the first rows that could not be stored
 */
record DatasetPage(
    DatasetView dataset,
    List<DatasetView> versions,
    List<ColumnCard> columns,
    @Nullable DatasetPreview preview,
    List<RejectedRow> rejected) {

  static DatasetPage read(PlatformGateway platform, String id) {
    DatasetView dataset = platform.dataset(id);
    DatasetProfile profile = platform.profile(id);
    Map<String, ColumnProfile> profiles =
        profile.columns().stream()
            .collect(
                Collectors.toMap(
                    ColumnProfile::name, Function.identity(), (first, second) -> first));
    List<ColumnCard> columns =
        dataset.columns().stream()
            .map(column -> ColumnCard.of(column, profiles.get(column.name())))
            .toList();
    return new DatasetPage(
        dataset,
        platform.versions(id),
        columns,
        dataset.edge() == null ? platform.preview(id) : null,
        dataset.rejectedRows() == 0 || dataset.edge() != null
            ? List.of()
            : platform.rejectedRows(id));
  }

  /** Rows of the files whose agents are here. */
  public long presentRows() {
    List<EdgeFile> files = dataset.edge();
    return files == null
        ? dataset.rows()
        : files.stream().filter(EdgeFile::present).mapToLong(EdgeFile::rows).sum();
  }

  /** Where the newest rows were read, as a request would ask for them again; null for uploads. */
  public @Nullable String origin() {
    return switch (dataset.source()) {
      case null -> null;
      case DatasetSource.Uploads uploads -> null;
      case DatasetSource.Url url -> url.url();
      case DatasetSource.Postgres rows -> rows.connection() + ": " + rows.query();
      case DatasetSource.Kafka records ->
          "%s: %s, %s – %s"
              .formatted(records.brokers(), records.topic(), records.from(), records.to());
    };
  }

  /** Name and version, as a job spec names them. */
  public String address() {
    return dataset.name() + "@" + dataset.version();
  }

  /**
   * A column and its content.
   *
   * @param labels of the bars, in the order of {@code counts}
   */
  record ColumnCard(
      ColumnView column, @Nullable ColumnProfile profile, List<String> labels, List<Long> counts) {

    /** Files at agents may tell of more values than anybody can read. */
    private static final int MOST_BARS = 20;

    static ColumnCard of(ColumnView column, @Nullable ColumnProfile profile) {
      if (profile == null) {
        return new ColumnCard(column, null, List.of(), List.of());
      }
      if (!profile.histogram().isEmpty()) {
        return new ColumnCard(
            column,
            profile,
            profile.histogram().stream().map(bin -> bounds(bin, column.type())).toList(),
            profile.histogram().stream().map(DatasetProfile.Bin::count).toList());
      }
      List<DatasetProfile.ValueCount> top = profile.topValues().stream().limit(MOST_BARS).toList();
      return new ColumnCard(
          column,
          profile,
          top.stream().map(DatasetProfile.ValueCount::value).toList(),
          top.stream().map(DatasetProfile.ValueCount::count).toList());
    }

    /** For the chart script. */
    public String labelsJson() {
      return JsonMapper.shared().writeValueAsString(labels);
    }

    /** For the chart script. */
    public String countsJson() {
      return JsonMapper.shared().writeValueAsString(counts);
    }

    private static String bounds(DatasetProfile.Bin bin, String type) {
      return type.equals("datetime")
          ? "%s – %s".formatted(moment(bin.lower()), moment(bin.upper()))
          : "%.4g – %.4g".formatted(bin.lower(), bin.upper());
    }

    private static Instant moment(double milliseconds) {
      return Instant.ofEpochMilli(Math.round(milliseconds)).truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
