package io.tributary.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
 */
record AgentSettings(URI api, String token, String name, Path home, long cacheBytes) {

  /** Throws {@code IllegalArgumentException} with the variable and what to do. */
  static AgentSettings from(Map<String, String> environment) {
    return new AgentSettings(
        URI.create(environment.getOrDefault("TRIBUTARY_API", "http://127.0.0.1:8081")),
        token(environment),
        name(environment),
        Path.of(environment.getOrDefault("TRIBUTARY_AGENT_HOME", ".tributary/agent")),
        megabytes(environment.getOrDefault("TRIBUTARY_AGENT_CACHE_MB", "4096")));
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
