package io.tributary.platform.problem;

import io.tributary.client.problem.ProblemView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** PostgreSQL does not answer, or answers slowly. Asked in the background, every few seconds. */
@Component
class PostgresProblems implements ProblemSource {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresProblems.class);

  private final JdbcClient database;
  private final Clock clock;
  private final Duration slowAfter;
  private volatile @Nullable ProblemView problem;

  PostgresProblems(JdbcClient database, Clock clock, ProblemSettings settings) {
    this.database = database;
    this.clock = clock;
    this.slowAfter = settings.databaseSlowAfter();
  }

  @Override
  public List<ProblemView> problems() {
    ProblemView now = problem;
    return now == null ? List.of() : List.of(now);
  }

  @Scheduled(fixedDelayString = "${tributary.problem.probe-every:PT5S}")
  void probe() {
    Instant start = clock.instant();
    try {
      database.sql("select 1").query(Integer.class).single();
      Duration took = Duration.between(start, clock.instant());
      problem = took.compareTo(slowAfter) > 0 ? slow(took) : null;
    } catch (RuntimeException e) {
      if (problem == null) {
        LOG.warn("PostgreSQL does not answer: {}", e.toString());
      }
      problem = away();
    }
  }

  private ProblemView away() {
    return view(
        ProblemCode.DATABASE_AWAY,
        "A test query failed. Running jobs go on to their next checkpoint; nothing new can start.",
        "Start PostgreSQL, or check spring.datasource.url and the network.",
        Map.of());
  }

  private ProblemView slow(Duration took) {
    return view(
        ProblemCode.DATABASE_SLOW,
        "A test query took %d ms; more than %d ms is slow."
            .formatted(took.toMillis(), slowAfter.toMillis()),
        "Look at the server's load, its disk, and at long-running statements.",
        Map.of("milliseconds", took.toMillis(), "limitMilliseconds", slowAfter.toMillis()));
  }

  /** Keeps the time of the first sight while the same problem lasts. */
  private ProblemView view(
      ProblemCode code, String cause, String advice, Map<String, Object> values) {
    ProblemView before = problem;
    Instant since =
        before != null && before.code().equals(code.name()) ? before.since() : clock.instant();
    return code.ofPlatform(cause, advice, since, values);
  }
}
