package io.tributary.platform.problem;

import io.tributary.client.problem.ProblemView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** A disk that the control plane writes to is almost full. */
@Component
class DiskProblems implements ProblemSource {
  private final List<Path> directories;
  private final DataSize low;
  private final Clock clock;
  private final Map<Path, Instant> lowSince = new ConcurrentHashMap<>();

  DiskProblems(ProblemSettings settings, Clock clock) {
    this.directories = settings.directories();
    this.low = settings.diskLow();
    this.clock = clock;
  }

  @Override
  public List<ProblemView> problems() {
    List<ProblemView> problems = new ArrayList<>();
    for (Path directory : directories) {
      long free = freeBytes(directory);
      if (free >= low.toBytes()) {
        lowSince.remove(directory);
        continue;
      }
      long freeMegabytes = free >> 20;
      Path path = directory.toAbsolutePath();
      problems.add(
          ProblemCode.DISK_LOW.ofPlatform(
              "%d MB are free at %s; below %d MB uploads may fail."
                  .formatted(freeMegabytes, path, low.toMegabytes()),
              "Delete what is not needed, or enlarge the disk.",
              lowSince.computeIfAbsent(directory, d -> clock.instant()),
              Map.of(
                  "freeMegabytes",
                  freeMegabytes,
                  "directory",
                  path.toString(),
                  "limitMegabytes",
                  low.toMegabytes())));
    }
    return problems;
  }

  private static long freeBytes(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask for the free space of " + directory, e);
    }
  }
}
