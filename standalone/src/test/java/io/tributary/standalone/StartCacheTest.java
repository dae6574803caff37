package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Left uncovered: a recording of the platform, which every build by the launcher makes. */
class StartCacheTest {
  private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx64m");

  @TempDir Path directory;
  private List<Path> classPath = List.of();

  @org.junit.jupiter.api.BeforeEach
  void someJar() {
    // Caches want jars; any will do.
    classPath =
        List.of(Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
  }

  @Test
  void aRecordedFileIsReadByJvmsOfTheSameKindOptionsAndClassPathOnly() throws Exception {
    Path file = recorded();

    StartCache cache = StartCache.in(directory, Map.of());
    List<String> found = cache.options("agent", OPTIONS, classPath);

    assertThat(found).singleElement().asString().endsWith("=" + file);
    assertThat(java(found)).as("status of a JVM that must use the file").isZero();
    assertThat(cache.missing()).isEmpty();
    assertThat(cache.options("api", OPTIONS, classPath)).isEmpty();
    assertThat(cache.options("agent", List.of("-Xmx64m"), classPath)).isEmpty();
    assertThat(cache.options("agent", OPTIONS, List.of(Path.of("other.jar")))).isEmpty();
    assertThat(cache.missing()).containsExactly("agent", "api");
  }

  @Test
  void aBrokenFileDoesNotKeepAJvmFromStarting() throws Exception {
    Files.writeString(recorded(), "no longer what the JVM wrote");

    List<String> found = StartCache.in(directory, Map.of()).options("agent", OPTIONS, classPath);

    assertThat(found).hasSize(1);
    assertThat(java(found)).isZero();
  }

  @Test
  void offNeitherReadsNorMissesAnything() throws Exception {
    recorded();

    StartCache cache = StartCache.in(directory, Map.of(StartCache.VARIABLE, "off"));

    assertThat(cache.options("agent", OPTIONS, classPath)).isEmpty();
    assertThat(cache.missing()).isEmpty();
  }

  @Test
  void onlyTheFirstProcessOfAKindRecords() {
    StartCache cache = StartCache.recordedInto(directory);

    assertThat(cache.options("agent", OPTIONS, classPath)).hasSize(1);
    assertThat(cache.options("agent", OPTIONS, classPath)).isEmpty();
    assertThat(cache.missing()).isEmpty();
  }

  private Path recorded() throws Exception {
    assertThat(java(StartCache.recordedInto(directory).options("agent", OPTIONS, classPath)))
        .isZero();
    List<Path> files = StartRecording.filesIn(directory);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  /** Exit status of a JVM that prints its version. */
  private int java(List<String> cacheOptions) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(OPTIONS);
    command.addAll(cacheOptions);
    command.addAll(List.of("-cp", classPath.getFirst().toString(), "-version"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolveSibling("jvm.log").toFile())
        .start()
        .waitFor();
  }
}
