package io.tributary.agent;

import io.tributary.client.TributaryClient;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.ExamplesBuffer;
import io.tributary.engine.table.PartitionFrames;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions' rows on disk: fetched once, checked against their checksum, kept while there is
 * space. The files of jobs that this agent left go first, the oldest before the newer. Thread-safe.
 */
final class PartitionCache {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionCache.class);

  private final TributaryClient client;
  private final Path directory;
  private final long maxBytes;
  private final Set<String> inUse = ConcurrentHashMap.newKeySet();

  PartitionCache(TributaryClient client, Path directory, long maxBytes) {
    this.client = client;
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** The partition's rows, ready for the kernel. */
  PartitionRows load(TrainingPlan plan, int partition) throws IOException {
    String job = plan.job().toString();
    inUse.add(job);
    Path jobDirectory = directory.resolve(job);
    Path file = jobDirectory.resolve("partition-" + partition + ".arrows");
    if (!Files.exists(file)) {
      Files.createDirectories(jobDirectory);
      client.work().partitionData(job, partition, file);
      makeRoom();
    }
    boolean unlabelled = plan.semiSupervised() != null;
    ExamplesBuffer train = new ExamplesBuffer(plan.preprocessingOf(partition), unlabelled);
    ExamplesBuffer holdout = new ExamplesBuffer(plan.preprocessing(), unlabelled);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      PartitionFrames.decode(
          in,
          (trainRows, holdoutRows) -> {
            train.add(trainRows);
            holdout.add(holdoutRows);
          });
    } catch (IllegalArgumentException | EOFException e) {
      Files.delete(file);
      throw new IOException("cached partition " + file + " was damaged; it is fetched again", e);
    }
    return new PartitionRows(partition, train.toExamples(), holdout.toExamples().labelled());
  }

  /** The job's files may go. */
  void release(JobId job) {
    inUse.remove(job.toString());
  }

  private synchronized void makeRoom() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = new ArrayList<>(all.filter(Files::isRegularFile).toList());
    }
    files.sort(Comparator.comparingLong(PartitionCache::age));
    long total = files.stream().mapToLong(f -> f.toFile().length()).sum();
    for (Path file : files) {
      boolean free = inUse.stream().noneMatch(job -> file.startsWith(directory.resolve(job)));
      if (total > maxBytes && free) {
        total -= Files.size(file);
        Files.delete(file);
      }
    }
    if (total > maxBytes) {
      LOG.warn(
          "cached partitions of running jobs need {} MB; the limit is {} MB",
          total >> 20,
          maxBytes >> 20);
    }
  }

  private static long age(Path file) {
    return file.toFile().lastModified();
  }
}
