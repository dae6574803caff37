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
 */
record AgentSettings(
    URI api,
    String token,
    String name,
    Path home,
    long cacheBytes,
    @Nullable String site,
    boolean relay) {

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
        relay(environment, site));
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
