package io.tributary.platform.problem;

import io.tributary.client.problem.ProblemView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stable codes of what can be wrong with the platform, each with the names of the values that its
 * sentences have, so that a client can say them in another language. Never renamed.
 */
public enum ProblemCode {
  NO_AGENTS("warning", "No agent is connected"),
  AGENT_LOST("warning", "An agent is lost", "agentName", "host", "lastHeartbeatAt"),
  /** {@code reason} is the code of the job's reason, whose values are there too. */
  JOB_STALLED("error", "A job is stalled", "jobName", "reason"),
  BROKERS_AWAY("error", "The brokers do not answer", "addresses"),
  DATABASE_AWAY("error", "PostgreSQL does not answer"),
  DATABASE_SLOW("warning", "PostgreSQL answers slowly", "milliseconds", "limitMilliseconds"),
  DISK_LOW("warning", "A disk is almost full", "freeMegabytes", "directory", "limitMegabytes");

  private final String severity;
  private final String title;
  private final List<String> facts;

  ProblemCode(String severity, String title, String... facts) {
    this.severity = severity;
    this.title = title;
    this.facts = List.of(facts);
  }

  /** Names of the values that every problem with this code carries. */
  public List<String> facts() {
    return facts;
  }

  /** A problem of the platform as a whole. */
  public ProblemView ofPlatform(
      String cause, String advice, Instant since, Map<String, Object> values) {
    return of("platform", null, cause, advice, since, values);
  }

  /** A problem of one job or agent. Throws where {@code values} lacks what the code promises. */
  public ProblemView of(
      String subjectType,
      @Nullable String subjectId,
      String cause,
      String advice,
      Instant since,
      Map<String, Object> values) {
    if (!values.keySet().containsAll(facts)) {
      throw new IllegalArgumentException(
          "the values of %s are %s, but its sentence needs %s"
              .formatted(this, values.keySet(), facts));
    }
    return new ProblemView(
        name(), severity, title, cause, advice, subjectType, subjectId, since, values);
  }
}
