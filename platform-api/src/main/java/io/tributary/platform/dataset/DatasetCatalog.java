package io.tributary.platform.dataset;

import io.tributary.client.Page;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetProfile.ValueCount;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.dataset.FileNames;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Reads data sets. Thread-safe. */
@Service
public class DatasetCatalog implements Datasets {
  private final DatasetRepository datasets;
  private final Blobs blobs;
  private final RejectedRows rejectedRows;
  private final EdgeFileTable edgeFiles;

  DatasetCatalog(
      DatasetRepository datasets, Blobs blobs, RejectedRows rejectedRows, EdgeFileTable edgeFiles) {
    this.edgeFiles = edgeFiles;
    this.datasets = datasets;
    this.blobs = blobs;
    this.rejectedRows = rejectedRows;
  }

  @Override
  public Optional<DatasetView> find(String name) {
    return named(name).map(this::view);
  }

  @Override
  public Optional<DatasetView> byId(String id) {
    return datasets.findById(id).map(this::view);
  }

  @Override
  public void scan(String id, List<String> columns, Consumer<Table> batches) {
    int count = blobs.count(id);
    if (count == 0) {
      throw new IllegalStateException("there is no data set " + id);
    }
    for (int i = 0; i < count; i++) {
      int ordinal = i;
      Table table =
          blobs
              .read(id, ordinal)
              .orElseThrow(
                  () ->
                      new PlatformException(
                          ErrorCode.CONFLICT,
                          "Data set %s was deleted while it was read.".formatted(id),
                          "Choose another version."));
      List<Column> wanted = columns.stream().map(table::column).toList();
      batches.accept(new Table(wanted));
    }
  }

  @Override
  public OptionalDouble minimum(String id, String column) {
    return optional(profiled(id, column).minimum());
  }

  @Override
  public OptionalDouble maximum(String id, String column) {
    return optional(profiled(id, column).maximum());
  }

  @Override
  public long missing(String id, String column) {
    return profiled(id, column).missing();
  }

  @Override
  public List<String> frequent(String id, String column) {
    return profiled(id, column).topValues().stream().map(ValueCount::value).toList();
  }

  @Override
  public Map<Integer, Set<AgentId>> holders(String id) {
    return edgeFiles.holders(id);
  }

  private DatasetProfile.ColumnProfile profiled(String id, String column) {
    return profile(id).columns().stream()
        .filter(profiled -> profiled.name().equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("data set %s has no column %s".formatted(id, column)));
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public Map<String, Long> distinct(String id) {
    return profile(id).columns().stream()
        .collect(
            Collectors.toMap(
                DatasetProfile.ColumnProfile::name, DatasetProfile.ColumnProfile::distinct));
  }

  /** The version meant by an id, a name, or {@code name@version}; NOT_FOUND where none is. */
  public DatasetView get(String reference) {
    return view(required(reference));
  }

  /** Newest first. {@code part} is looked for in names; empty for all. */
  public Page<DatasetView> list(String part, @Nullable String cursor, int limit) {
    String pattern = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    List<Dataset> found = datasets.page(before(cursor), pattern, Limit.of(limit + 1));
    List<Dataset> shown = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        shown.stream().map(this::view).toList(),
        found.size() > limit ? Long.toString(shown.getLast().ordinal()) : null);
  }

  /** The newest versions under the same name, newest first. */
  public List<DatasetView> versions(String reference, int limit) {
    return datasets
        .findByNameOrderByVersionDesc(required(reference).view().name(), Limit.of(limit))
        .stream()
        .map(this::view)
        .toList();
  }

  public DatasetProfile profile(String reference) {
    return JsonMapper.shared().readValue(required(reference).profile(), DatasetProfile.class);
  }

  /** The first rows, at most {@code rows} and not more than the first blob holds. */
  public DatasetPreview preview(String reference, int rows) {
    DatasetView view = get(reference);
    if (view.edge() != null) {
      throw new PlatformException(
          ErrorCode.DATASET_STAYS_AT_AGENTS,
          "The rows of %s@%d stay at agents: there is no preview of them."
              .formatted(view.name(), view.version()),
          "Look at the files where they are; the data set tells how many rows each agent has.");
    }
    Table first =
        blobs
            .read(view.id(), 0)
            .orElseThrow(
                () -> new IllegalStateException("data set %s has no blob".formatted(view.id())));
    return Previews.of(view.columns(), first, rows);
  }

  public Page<RejectedRow> rejected(String reference, @Nullable String cursor, int limit) {
    int from = Math.toIntExact(Math.min(position(cursor, 0), Integer.MAX_VALUE));
    List<RejectedRow> found = rejectedRows.page(get(reference).id(), from, limit + 1);
    return new Page<>(
        found.subList(0, Math.min(limit, found.size())),
        found.size() > limit ? Integer.toString(from + limit) : null);
  }

  private DatasetView view(Dataset dataset) {
    DatasetView view = dataset.view();
    return view.format().equals(EdgeFiles.FORMAT) ? view.at(edgeFiles.files(view.id())) : view;
  }

  private Dataset required(String reference) {
    return datasets
        .findById(reference)
        .or(() -> named(reference))
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "There is no data set '%s'.".formatted(FileNames.printable(reference)),
                    "Give an id, a name, or name@version of the list of data sets."));
  }

  private Optional<Dataset> named(String reference) {
    String text = FileNames.normalized(reference);
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return datasets.findFirstByNameOrderByVersionDesc(text);
    }
    try {
      return datasets.findByNameAndVersion(
          text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long before(@Nullable String cursor) {
    return position(cursor, Long.MAX_VALUE);
  }

  private static long position(@Nullable String cursor, long start) {
    if (cursor == null || cursor.isEmpty()) {
      return start;
    }
    try {
      return Math.max(0, Long.parseLong(cursor));
    } catch (NumberFormatException e) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "'%s' is no cursor.".formatted(FileNames.printable(cursor)),
          "Pass nextCursor of the page before, unchanged.");
    }
  }
}
