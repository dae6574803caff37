package io.tributary.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is told where it belongs; read from the environment.
 *
 * @param api address of the control plane ({@code TRIBUTARY_API})
 * @param token that lets it enrol ({@code TRIBUTARY_AGENT_TOKEN} or the content of {@code
 *     TRIBUTARY_AGENT_TOKEN_FILE})
 * @param name that people know it by ({@code TRIBUTARY_AGENT_NAME}; the host's name where absent)
 * @param home its directory, for cached partitions ({@code TRIBUTARY_AGENT_HOME})
 * @param cacheBytes most disk space for cached partitions ({@code TRIBUTARY_AGENT_CACHE_MB},
 *     default 4096)
 * @param site name of the place where it is ({@code TRIBUTARY_AGENT_SITE}); null where that does
 *     not matter
 * @param relay whether it may sum what its site's agents contribute ({@code TRIBUTARY_AGENT_RELAY})
 * @param data directory of files whose rows stay here ({@code TRIBUTARY_AGENT_DATA_DIR}); null
 *     where there are none
 * @param sharesStatistics whether sums over these files' rows may be told ({@code
 *     TRIBUTARY_AGENT_SHARE}: {@code schema} or {@code statistics})
 * @param leastRows rows that have to have a value in common before it is told ({@code
 *     TRIBUTARY_AGENT_LEAST_ROWS})
 */
record AgentSettings(
    URI api,
    String token,
    String name,
    Path home,
    long cacheBytes,
    @Nullable String site,
    boolean relay,
    @Nullable Path data,
    boolean sharesStatistics,
    long leastRows) {
  private static final long LEAST_ROWS = 5;

  /** Throws {@code IllegalArgumentException} with the variable and what to do. */
  static AgentSettings from(Map<String, String> environment) {
    String site = site(environment);
    return new AgentSettings(
        URI.create(environment.getOrDefault("TRIBUTARY_API", "http://127.0.0.1:8081")),
        token(environment),
        name(environment),
        Path.of(environment.getOrDefault("TRIBUTARY_AGENT_HOME", ".tributary/agent")),
        megabytes(environment.getOrDefault("TRIBUTARY_AGENT_CACHE_MB", "4096")),
        site,
        relay(environment, site),
        data(environment),
        sharesStatistics(environment),
        leastRows(environment.getOrDefault("TRIBUTARY_AGENT_LEAST_ROWS", "")));
  }

  private static @Nullable String site(Map<String, String> environment) {
    String site = environment.getOrDefault("TRIBUTARY_AGENT_SITE", "").strip();
    if (site.isEmpty()) {
      return null;
    }
    if (!site.matches("[A-Za-z0-9._-]{1,60}")) {
      throw new IllegalArgumentException(
          "TRIBUTARY_AGENT_SITE is \"%s\"; use up to 60 letters, digits, dots, dashes and underscores."
              .formatted(site));
    }
    return site;
  }

  private static boolean relay(Map<String, String> environment, @Nullable String site) {
    String relay = environment.getOrDefault("TRIBUTARY_AGENT_RELAY", "").strip();
    if (relay.isEmpty() || relay.equals("false")) {
      return false;
    }
    if (!relay.equals("true")) {
      throw new IllegalArgumentException(
          "TRIBUTARY_AGENT_RELAY is \"%s\"; it must be true or false.".formatted(relay));
    }
    if (site == null) {
      throw new IllegalArgumentException(
          "TRIBUTARY_AGENT_RELAY is true, but a relay sums for a site: set TRIBUTARY_AGENT_SITE too.");
    }
    return true;
  }

  private static @Nullable Path data(Map<String, String> environment) {
    String directory = environment.getOrDefault("TRIBUTARY_AGENT_DATA_DIR", "");
    if (directory.isBlank()) {
      return null;
    }
    Path path = Path.of(directory);
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "TRIBUTARY_AGENT_DATA_DIR is \"%s\", which is no directory.".formatted(directory));
    }
    return path;
  }

  private static boolean sharesStatistics(Map<String, String> environment) {
    String share = environment.getOrDefault("TRIBUTARY_AGENT_SHARE", "").strip();
    return switch (share) {
      case "", "schema" -> false;
      case "statistics" -> true;
      default ->
          throw new IllegalArgumentException(
              "TRIBUTARY_AGENT_SHARE is \"%s\"; it must be schema or statistics.".formatted(share));
    };
  }

  private static long leastRows(String text) {
    if (text.isBlank()) {
      return LEAST_ROWS;
    }
    try {
      long rows = Long.parseLong(text.strip());
      if (rows >= 1) {
        return rows;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(leastRowsMistake(text), e);
    }
    throw new IllegalArgumentException(leastRowsMistake(text));
  }

  private static String leastRowsMistake(String text) {
    return "TRIBUTARY_AGENT_LEAST_ROWS is \"%s\"; it must be a number of rows, at least 1."
        .formatted(text);
  }

  private static String token(Map<String, String> environment) {
    String token = environment.get("TRIBUTARY_AGENT_TOKEN");
    if (token != null && !token.isBlank()) {
      return token.strip();
    }
    String file = environment.get("TRIBUTARY_AGENT_TOKEN_FILE");
    if (file == null) {
      throw new IllegalArgumentException(
          "Set TRIBUTARY_AGENT_TOKEN_FILE to a file with the platform's agent token.");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "TRIBUTARY_AGENT_TOKEN_FILE names %s, which cannot be read.".formatted(file), e);
    }
  }

  private static String name(Map<String, String> environment) {
    String name = environment.getOrDefault("TRIBUTARY_AGENT_NAME", "");
    return name.isBlank() ? environment.getOrDefault("HOSTNAME", "agent") : name;
  }

  private static long megabytes(String text) {
    try {
      return Math.multiplyExact(Long.parseLong(text), 1024L * 1024L);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "TRIBUTARY_AGENT_CACHE_MB is \"%s\"; it must be a number of megabytes.".formatted(text),
          e);
    }
  }
}
