package io.tributary.standalone;

import io.tributary.standalone.LocalPlatform.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * One run of the whole platform, in a home that is thrown away, whose JVMs leave a {@link
 * StartCache} beside the build. What the workload does is what later runs do fast from the start.
 */
public final class StartRecording {
  private static final int KINDS = 4;

  private StartRecording() {}

  /** What the recorded platform is used for. */
  public interface Workload {
    void run(LocalPlatform platform, Started started) throws IOException, InterruptedException;
  }

  /** Replaces all files of earlier recordings; returns the new ones, one per kind of process. */
  public static List<Path> record(Workload workload, Consumer<String> progress)
      throws IOException, InterruptedException {
    Installation installation = Installation.find();
    Path unfinished = installation.startCache().resolveSibling("start-cache.new");
    FileUtils.deleteDirectory(unfinished.toFile());
    Files.createDirectories(unfinished);
    Path home = Files.createTempDirectory("tributary-recording");
    try {
      LocalPlatform platform =
          LocalPlatform.at(
              home, installation, System.getenv(), StartCache.recordedInto(unfinished), progress);
      // Ctrl-C leaves nothing behind, and does not wait for files that nobody wants any more.
      Thread abort = new Thread(() -> abort(platform), "abort-recording");
      Runtime.getRuntime().addShutdownHook(abort);
      try {
        workload.run(platform, platform.start(Ports.ANY, OptionalInt.empty()));
      } finally {
        platform.stop();
        Runtime.getRuntime().removeShutdownHook(abort);
      }
    } finally {
      FileUtils.deleteDirectory(home.toFile());
    }
    FileUtils.deleteDirectory(installation.startCache().toFile());
    Files.move(unfinished, installation.startCache());
    return requireAll(installation.startCache());
  }

  private static void abort(LocalPlatform platform) {
    platform.status().keySet().stream()
        .filter(name -> !name.equals("postgres"))
        .forEach(platform::kill);
    platform.stop();
  }

  private static List<Path> requireAll(Path directory) throws IOException {
    List<Path> found = filesIn(directory);
    if (found.size() != KINDS) {
      throw new LauncherException(
          "The JVMs left %d start-up caches in %s, not %d: %s."
              .formatted(found.size(), directory, KINDS, found));
    }
    return found;
  }

  /** Finished files; a JVM that failed to make one leaves it empty, or leaves its draft. */
  static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !file.toString().endsWith(".config") && file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }
}
