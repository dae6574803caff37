package io.tributary.standalone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What JVMs of the platform need not work out again at each start: loaded and linked classes and,
 * from JDK 25 on, which methods are hot (JEP 483, 514, 515). One file per kind of process, recorded
 * by {@link StartRecording} beside the build.
 *
 * <p>A file's name holds a digest of all that it depends on, so that a file of another build or JDK
 * is never found. The JVM checks it once more, and starts without a file that does not fit. Not
 * thread-safe.
 */
final class StartCache {
  /** Set to {@code off}, nothing is recorded or read. */
  static final String VARIABLE = "TRIBUTARY_START_CACHE";

  private enum Use {
    READ,
    RECORD,
    NONE
  }

  private static final int FIRST_JDK_WITH_PROFILES = 25;

  private final Path directory;
  private final Use use;
  private final SortedSet<String> seen = new TreeSet<>();

  private StartCache(Path directory, Use use) {
    this.directory = directory;
    this.use = use;
  }

  static StartCache in(Path directory, Map<String, String> environment) {
    return new StartCache(
        directory, environment.getOrDefault(VARIABLE, "").equals("off") ? Use.NONE : Use.READ);
  }

  /** Its processes write their files into this directory while they end, which takes a minute. */
  static StartCache recordedInto(Path directory) {
    return new StartCache(directory, Use.RECORD);
  }

  boolean isRecorded() {
    return use == Use.RECORD;
  }

  /** Kinds that were started without a file though one is wanted. */
  SortedSet<String> missing() {
    return use == Use.READ ? seen : new TreeSet<>();
  }

  /**
   * Options that make a JVM read or record its file; of several of one kind the first records.
   *
   * @param kind {@code api}, {@code web}, {@code kafka} or {@code agent}
   * @param options the other JVM options of that kind, except what a user adds
   */
  List<String> options(String kind, List<String> options, List<Path> classPath) {
    Path file = directory.resolve(kind + "-" + identity(options, classPath) + suffix());
    return switch (use) {
      case READ -> Files.exists(file) ? reading(file) : notFound(kind);
      case RECORD -> seen.add(kind) ? recording(file) : List.of();
      case NONE -> List.of();
    };
  }

  private List<String> notFound(String kind) {
    seen.add(kind);
    return List.of();
  }

  private static boolean hasProfiles() {
    return Runtime.version().feature() >= FIRST_JDK_WITH_PROFILES;
  }

  private static String suffix() {
    return hasProfiles() ? ".aot" : ".jsa";
  }

  private static List<String> reading(Path file) {
    return List.of((hasProfiles() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file);
  }

  private static List<String> recording(Path file) {
    return List.of((hasProfiles() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file);
  }

  private static String identity(List<String> options, List<Path> classPath) {
    String all =
        String.join(
            "\n",
            Runtime.version().toString(),
            System.getProperty("java.home"),
            options.toString(),
            classPath.toString());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
