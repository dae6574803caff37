package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFileAnswer;
import io.tributary.client.dataset.EdgeFileReport;
import io.tributary.dataset.Digests;
import io.tributary.dataset.FileNames;
import io.tributary.engine.id.AgentId;
import io.tributary.platform.dataset.EdgeFileTable.Part;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Data sets whose rows stay in files at agents. What agents tell of their files becomes versions:
 * one more whenever the files under a name are others than before. An agent has one file of a data
 * set; a file that several agents have counts once. Thread-safe.
 */
@Service
public class EdgeFiles {
  /** The format of versions whose rows stay at agents. */
  static final String FORMAT = "edge";

  private static final int MOST_FILES = 1000;

  private final EdgeFileTable table;
  private final DatasetRepository datasets;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  EdgeFiles(
      EdgeFileTable table,
      DatasetRepository datasets,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.datasets = datasets;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Takes what an agent tells of all the files that it has now.
   *
   * @return one answer per file, in their order
   */
  public List<EdgeFileAnswer> told(AgentId agent, List<EdgeFileReport> files) {
    String name =
        table
            .nameOf(agent)
            .orElseThrow(
                () ->
                    new PlatformException(
                        ErrorCode.NOT_FOUND,
                        "There is no agent \"%s\".".formatted(agent),
                        "Enrol first."));
    if (files.size() > MOST_FILES) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "Agent %s has %d files; at most %d are taken.".formatted(name, files.size(), MOST_FILES),
          "Put fewer files into its directory.");
    }
    table.has(agent, files.stream().map(EdgeFileReport::digest).toList());
    return files.stream().map(file -> told(name, file)).toList();
  }

  private EdgeFileAnswer told(String agent, EdgeFileReport file) {
    EdgeFileAnswer answer = transaction.execute(status -> version(agent, file));
    if (answer == null) {
      throw new IllegalStateException("the transaction gave no answer");
    }
    return answer;
  }

  private EdgeFileAnswer version(String agent, EdgeFileReport file) {
    String name = FileNames.normalized(file.dataset());
    if (!FileNames.isDatasetName(name)) {
      return refused(file, "'%s' cannot name a data set.".formatted(FileNames.printable(name)));
    }
    if (file.rows() < 1 || file.rows() > Integer.MAX_VALUE || file.columns().isEmpty()) {
      return refused(file, "a file needs at least one row and one column.");
    }
    DatasetStore.lock(jdbc, name);
    Optional<DatasetView> newest =
        datasets.findFirstByNameOrderByVersionDesc(name).map(Dataset::view);
    List<Part> parts = new ArrayList<>();
    if (newest.isPresent()) {
      DatasetView before = newest.get();
      if (!before.format().equals(FORMAT)) {
        return refused(
            file,
            "data set %s has rows that are stored; rename the file, or delete the data set."
                .formatted(name));
      }
      if (!shape(before.columns()).equals(shape(file.columns()))) {
        return refused(
            file,
            "the columns of %s@%d are %s, those of the file %s."
                .formatted(name, before.version(), shape(before.columns()), shape(file.columns())));
      }
      parts.addAll(table.parts(before.id()));
      if (isThere(parts, agent, file)) {
        return new EdgeFileAnswer(file.dataset(), file.digest(), before.version(), null);
      }
      parts.removeIf(part -> part.agent().equals(agent));
    }
    parts.removeIf(part -> part.digest().equals(file.digest()));
    parts.add(Part.of(agent, file));
    parts.sort(Comparator.comparing(Part::agent));
    List<ColumnView> columns = newest.map(DatasetView::columns).orElse(file.columns());
    DatasetView view = write(name, columns, parts);
    return new EdgeFileAnswer(file.dataset(), file.digest(), view.version(), null);
  }

  /** The same file, whoever has it, with statistics as they may be told now. */
  private static boolean isThere(List<Part> parts, String agent, EdgeFileReport file) {
    return parts.stream()
        .anyMatch(
            part ->
                part.digest().equals(file.digest())
                    && (!part.agent().equals(agent)
                        || (part.statistics() == null) == (file.statistics() == null)));
  }

  private DatasetView write(String name, List<ColumnView> columns, List<Part> parts) {
    long rows = parts.stream().mapToLong(Part::rows).sum();
    long rejected = parts.stream().mapToLong(Part::rejectedRows).sum();
    MessageDigest digest = Digests.sha256();
    parts.forEach(part -> digest.update(part.digest().getBytes(StandardCharsets.US_ASCII)));
    String hex = HexFormat.of().formatHex(digest.digest());
    DatasetView view =
        new DatasetView(
            UUID.randomUUID().toString(),
            name,
            datasets.newestVersion(name) + 1,
            FORMAT,
            rows,
            rows + rejected,
            rejected,
            0,
            columns,
            hex,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            "agents");
    datasets.save(
        new Dataset(
            view,
            JsonMapper.shared()
                .writeValueAsString(
                    EdgeStatistics.of(columns, parts.stream().map(Part::statistics).toList())),
            hex));
    datasets.flush();
    table.add(view.id(), parts);
    return view;
  }

  /** Names, types and widths: what has to be the same in every file. */
  private static List<String> shape(List<ColumnView> columns) {
    return columns.stream()
        .map(
            c ->
                c.width() == 1
                    ? c.name() + ":" + c.type()
                    : "%s:%s(%d)".formatted(c.name(), c.type(), c.width()))
        .toList();
  }

  private static EdgeFileAnswer refused(EdgeFileReport file, String problem) {
    return new EdgeFileAnswer(file.dataset(), file.digest(), null, problem);
  }
}
