package io.tributary.platform.dispatch;

import io.tributary.engine.id.JobId;
import io.tributary.engine.preprocessing.PreprocessingSums;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What agents summed over training rows that stay with them, until a job's plan is made of it. */
@Repository
class FitSums {
  private final JdbcClient jdbc;

  FitSums(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional
  void put(JobId job, int partition, PreprocessingSums sums) {
    jdbc.sql(
            """
            insert into fit_sums (job_id, partition, sums) values (:job, :partition, :sums)
            on conflict (job_id, partition) do nothing
            """)
        .param("job", job.value())
        .param("partition", partition)
        .param("sums", sums.toJson())
        .update();
  }

  /** By partition. */
  SortedMap<Integer, PreprocessingSums> of(JobId job) {
    SortedMap<Integer, PreprocessingSums> sums = new TreeMap<>();
    jdbc.sql("select partition, sums from fit_sums where job_id = :job")
        .param("job", job.value())
        .query(
            (RowCallbackHandler)
                row -> sums.put(row.getInt(1), PreprocessingSums.fromJson(row.getString(2))));
    return sums;
  }

  SortedSet<Integer> partitions(JobId job) {
    return new TreeSet<>(
        jdbc.sql("select partition from fit_sums where job_id = :job")
            .param("job", job.value())
            .query(Integer.class)
            .list());
  }

  @Transactional
  void clear(JobId job) {
    jdbc.sql("delete from fit_sums where job_id = :job").param("job", job.value()).update();
  }
}
