package io.tributary.agent.local;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.EdgeFileReport;
import io.tributary.dataset.Digests;
import io.tributary.dataset.FileException;
import io.tributary.dataset.FileLimits;
import io.tributary.dataset.FileNames;
import io.tributary.dataset.Formats;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.dataset.RowSink;
import io.tributary.dataset.Source;
import io.tributary.dataset.SpecReader;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of files whose rows stay on this machine. A file is a data set of its name without
 * its endings; the files of a directory in it are one data set together. {@code NAME.spec.json}
 * beside it says how it is read, as the {@code spec} of an upload does. Thread-safe.
 */
public final class LocalDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(LocalDirectory.class);
  private static final String SPEC = ".spec.json";

  private final Path directory;
  private final FileLimits limits;
  private final boolean sharesStatistics;
  private final long leastRows;

  /** By name of the data set, what was looked at last and what it showed; null where it is bad. */
  private final Map<String, Known> known = new HashMap<>();

  private final Map<String, LocalFile> byDigest = new ConcurrentHashMap<>();

  private record Known(List<String> stamps, @Nullable LocalFile file) {}

  /**
   * @param limits of what reading may cost; their folder gets unpacked copies while files are read
   * @param sharesStatistics whether sums over rows may be told
   * @param leastRows rows that have to have a value in common before it is told
   */
  public LocalDirectory(
      Path directory, FileLimits limits, boolean sharesStatistics, long leastRows) {
    this.directory = directory;
    this.limits = limits;
    this.sharesStatistics = sharesStatistics;
    this.leastRows = leastRows;
  }

  /** Rows that have to have a value in common before it is told. */
  long leastRows() {
    return leastRows;
  }

  boolean sharesStatistics() {
    return sharesStatistics;
  }

  /** What may be told of the files that there are now. Reads those that are new or changed. */
  public synchronized List<EdgeFileReport> scan() throws IOException {
    SortedMap<String, List<Path>> there = files();
    known.keySet().retainAll(there.keySet());
    for (Map.Entry<String, List<Path>> entry : there.entrySet()) {
      Path spec = directory.resolve(entry.getKey() + SPEC);
      List<String> stamps = stamps(entry.getValue(), spec);
      Known before = known.get(entry.getKey());
      if (before == null || !before.stamps().equals(stamps)) {
        byte[] said = Files.exists(spec) ? Files.readAllBytes(spec) : new byte[0];
        known.put(
            entry.getKey(), new Known(stamps, survey(entry.getKey(), entry.getValue(), said)));
      }
    }
    List<EdgeFileReport> reports = new ArrayList<>();
    byDigest.clear();
    for (String name : there.keySet()) {
      LocalFile file = known.get(name) == null ? null : known.get(name).file();
      if (file != null) {
        byDigest.put(file.report().digest(), file);
        reports.add(file.report());
      }
    }
    return reports;
  }

  private SortedMap<String, List<Path>> files() throws IOException {
    SortedMap<String, List<Path>> files = new TreeMap<>();
    for (Path path : listed(directory)) {
      String name = path.getFileName().toString();
      if (Files.isDirectory(path)) {
        List<Path> parts = listed(path).stream().filter(Files::isRegularFile).toList();
        if (!parts.isEmpty()) {
          files.put(name, parts);
        }
      } else if (!name.endsWith(SPEC)) {
        files.putIfAbsent(FileNames.datasetName(name), List.of(path));
      }
    }
    return files;
  }

  /** In the order of their names; hidden ones are not looked at. */
  private static List<Path> listed(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> !path.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private static List<String> stamps(List<Path> paths, Path spec) throws IOException {
    List<String> stamps = new ArrayList<>();
    for (Path path : Stream.concat(paths.stream(), Stream.of(spec)).toList()) {
      stamps.add(
          Files.exists(path)
              ? "%s %d %s".formatted(path, Files.size(path), Files.getLastModifiedTime(path))
              : path + " is not there");
    }
    return stamps;
  }

  private @Nullable LocalFile survey(String name, List<Path> paths, byte[] spec) {
    Map<String, ColumnCounts> counts = new LinkedHashMap<>();
    try {
      Read read =
          read(
              name,
              paths,
              spec,
              table ->
                  table
                      .columns()
                      .forEach(
                          column ->
                              counts
                                  .computeIfAbsent(column.name(), c -> new ColumnCounts())
                                  .accept(column)));
      Source.Content content = read.content();
      LOG.info("{} has {} rows that stay here", name, content.rows());
      return new LocalFile(
          paths,
          spec,
          new EdgeFileReport(
              name,
              read.digest(),
              read.format(),
              content.rows(),
              content.rejectedRows(),
              content.columns(),
              statistics(content, counts)));
    } catch (FileException e) {
      LOG.warn("{} cannot be used: {}", name, e.fault());
      return null;
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be read: {}", name, e.getClass().getSimpleName());
      return null;
    }
  }

  private @Nullable DatasetProfile statistics(
      Source.Content content, Map<String, ColumnCounts> counts) {
    if (!sharesStatistics || content.rows() < leastRows) {
      return null;
    }
    return new DatasetProfile(
        content.rows(),
        content.columns().stream()
            .map(
                (ColumnView column) ->
                    counts.getOrDefault(column.name(), new ColumnCounts()).told(column, leastRows))
            .toList());
  }

  private record Read(String digest, String format, Source.Content content) {}

  private Read read(String name, List<Path> paths, byte[] spec, RowSink sink) throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(limits)) {
      List<ReceivedFile> files = new ArrayList<>();
      MessageDigest digest = Digests.sha256();
      for (Path path : paths) {
        try (InputStream in = Files.newInputStream(path)) {
          ReceivedFile file = folder.receive(path.getFileName().toString(), in);
          digest.update(file.sha256().getBytes(StandardCharsets.US_ASCII));
          files.add(file);
        }
      }
      digest.update(spec);
      DatasetSpec said = SpecReader.read(spec.length == 0 ? null : spec, name);
      Source source = Formats.open(files, said, limits);
      return new Read(
          HexFormat.of().formatHex(digest.digest()), source.format(), source.read(sink));
    }
  }

  /** Rows of the file of that digest. Throws where it is not here. */
  int rows(String digest) throws WithheldException {
    return Math.toIntExact(file(digest).report().rows());
  }

  /** The data set that the file of that digest belongs to. */
  String nameOf(String digest) throws WithheldException {
    return file(digest).report().dataset();
  }

  private LocalFile file(String digest) throws WithheldException {
    LocalFile file = byDigest.get(digest);
    if (file == null) {
      throw WithheldException.saying(
          "the file with the digest %s is not in the agent's directory any more".formatted(digest));
    }
    return file;
  }

  /**
   * Hands on the rows of the file of that digest, a few megabytes at a time.
   *
   * @param columns names, in the order wanted
   */
  void read(String digest, List<String> columns, RowSink sink) throws IOException {
    LocalFile file = file(digest);
    String name = file.report().dataset();
    Read read;
    try {
      read = read(name, file.paths(), file.spec(), table -> sink.accept(picked(table, columns)));
    } catch (RuntimeException e) {
      throw WithheldException.of(name, e);
    }
    if (!read.digest().equals(digest)) {
      throw WithheldException.saying("the file of %s has changed".formatted(name));
    }
  }

  private static Table picked(Table table, List<String> columns) {
    List<Column> picked = columns.stream().map(table::column).toList();
    return new Table(picked);
  }
}
