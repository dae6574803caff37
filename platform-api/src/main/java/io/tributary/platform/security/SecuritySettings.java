package io.tributary.platform.security;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in.
 *
 * @param initialAdminPassword of the first user; null means a random one, printed once
 * @param adminTokenFile where an API token of an administrator is kept for local tools; null: none
 * @param agentToken what agents enrol with; null: see {@code agentTokenFile}
 * @param agentTokenFile where that token is kept, made at start where absent; null: none
 * @param sessionIdle a session ends this long after its last use
 * @param sessionLongest a session ends this long after sign-in, used or not
 * @param concurrentHashes passwords hashed at the same time; each takes 19 MiB
 */
@ConfigurationProperties("tributary.security")
record SecuritySettings(
    @Nullable String initialAdminPassword,
    @Nullable Path adminTokenFile,
    @Nullable String agentToken,
    @Nullable Path agentTokenFile,
    @DefaultValue("PT12H") Duration sessionIdle,
    @DefaultValue("P7D") Duration sessionLongest,
    @DefaultValue("4") int concurrentHashes) {

  SecuritySettings {
    initialAdminPassword = blankToNull(initialAdminPassword);
    agentToken = blankToNull(agentToken);
    if (concurrentHashes < 1) {
      throw new IllegalArgumentException(
          "tributary.security.concurrent-hashes is %d; it is at least 1"
              .formatted(concurrentHashes));
    }
    if (sessionIdle.compareTo(sessionLongest) > 0) {
      throw new IllegalArgumentException(
          "tributary.security.session-idle (%s) is longer than session-longest (%s)"
              .formatted(sessionIdle, sessionLongest));
    }
    if (agentToken != null && agentToken.length() < SHORTEST_AGENT_TOKEN) {
      throw new IllegalArgumentException(
          "tributary.security.agent-token has %d characters; it has at least %d"
              .formatted(agentToken.length(), SHORTEST_AGENT_TOKEN));
    }
  }

  private static final int SHORTEST_AGENT_TOKEN = 20;

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** Without the secrets, which a default {@code toString} would put into logs. */
  @Override
  public String toString() {
    return "SecuritySettings[adminTokenFile=%s, agentTokenFile=%s, sessionIdle=%s, sessionLongest=%s]"
        .formatted(adminTokenFile, agentTokenFile, sessionIdle, sessionLongest);
  }
}
