package io.tributary.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.Page;
import io.tributary.client.job.JobSummary;
import io.tributary.platform.TestPostgres;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list with 10,000 jobs: complete, in order, and read by an index. */
class JobListTest {
  private static final int JOBS = 10_000;
  private static final PGSimpleDataSource DATABASE = TestPostgres.migrated();
  private static final JdbcClient SQL = JdbcClient.create(DATABASE);

  private final JobSummaries summaries = new JobSummaries(SQL, new JobJson());

  /** Every tenth job is RUNNING; groups of five have the same instant. */
  @BeforeAll
  static void insertJobs() {
    SQL.sql(
            """
            insert into job (id, name, spec, dataset, dataset_id, task, model, state, priority,
              created_at, created_by, version)
            select gen_random_uuid(), 'job ' || i, '{}', 'd@1', 'd', 'regression', 'linear',
              case when i % 10 = 0 then 'RUNNING' else 'SUCCEEDED' end, 0,
              timestamptz '2026-01-01' + (i / 5) * interval '1 second', 'u', 0
            from generate_series(1, :jobs) i
            """)
        .param("jobs", JOBS)
        .update();
    SQL.sql("analyze job").update();
  }

  @Test
  void pagesTogetherHoldEveryJobOnceNewestFirst() {
    Set<String> seen = new LinkedHashSet<>();
    @Nullable JobCursor after = null;
    @Nullable String next;
    do {
      Page<JobSummary> page = summaries.page(new JobListQuery(Set.of(), null, after, 199));
      page.items().forEach(job -> assertThat(seen.add(job.id())).isTrue());
      assertThat(page.items())
          .isSortedAccordingTo((a, b) -> b.createdAt().compareTo(a.createdAt()));
      next = page.nextCursor();
      after = next == null ? null : JobCursor.parse(next);
    } while (next != null);
    assertThat(seen).hasSize(JOBS);
  }

  @Test
  void statesAndNamesFilter() {
    assertThat(page(new JobListQuery(Set.of(JobState.RUNNING), null, null, 200)).items())
        .hasSize(200)
        .allMatch(job -> job.state().equals("RUNNING"));
    assertThat(page(new JobListQuery(Set.of(), "JOB 9999", null, 10)).items())
        .extracting(JobSummary::name)
        .containsExactly("job 9999");
    assertThat(page(new JobListQuery(Set.of(), "job_9999", null, 10)).items()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', false, job_newest",
    "'', true, job_newest",
    "RUNNING, true, job_newest_of_state"
  })
  void aPageIsReadByAnIndexWithoutSorting(String state, boolean deep, String index) {
    Set<JobState> states = state.isEmpty() ? Set.of() : Set.of(JobState.valueOf(state));
    JobCursor middle =
        JobCursor.parse(
            String.valueOf(page(new JobListQuery(states, null, null, 200)).nextCursor()));
    JobListQuery query = new JobListQuery(states, null, deep ? middle : null, 50);
    String plan =
        String.join(
            "\n",
            SQL.sql("explain " + query.sql())
                .params(query.parameters())
                .query(String.class)
                .list());
    assertThat(plan).contains("Index Scan using " + index + " ").doesNotContain("Sort", "Seq Scan");
  }

  private Page<JobSummary> page(JobListQuery query) {
    return summaries.page(query);
  }
}
