package io.tributary.platform.dispatch;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.platform.agent.OwnedPartitions;
import io.tributary.platform.model.KernelTypes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The truth about who owns what: rows in PostgreSQL, changed in one transaction with the generation
 * that they carry. Thread- safe; each call is one short transaction.
 */
@Repository
public class Assignments implements OwnedPartitions, KernelTypes {
  private final JdbcClient jdbc;

  Assignments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes the caller the job's coordinator: every older generation is fenced from now on. */
  @Transactional
  public Generation takeOver(JobId job) {
    long generation =
        jdbc.sql(
                """
                insert into job_generation (job_id, generation) values (:job, 1)
                on conflict (job_id) do update set generation = job_generation.generation + 1
                returning generation
                """)
            .param("job", job.value())
            .query(Long.class)
            .single();
    return new Generation(generation);
  }

  /**
   * Replaces the job's assignment.
   *
   * @return the generation that the new rows carry
   * @throws Fenced when {@code mine} is not the job's generation any more
   */
  @Transactional
  public Generation assign(JobId job, Generation mine, Placement placement) {
    int moved =
        jdbc.sql(
                """
                update job_generation set generation = generation + 1
                where job_id = :job and generation = :mine
                """)
            .param("job", job.value())
            .param("mine", mine.value())
            .update();
    if (moved == 0) {
      throw new Fenced(job, mine);
    }
    Generation next = mine.next();
    jdbc.sql("delete from assignment where job_id = :job").param("job", job.value()).update();
    placement
        .owners()
        .forEach(
            (partition, agent) ->
                jdbc.sql(
                        """
                        insert into assignment (job_id, partition, agent_id, generation)
                        values (:job, :partition, :agent, :generation)
                        """)
                    .param("job", job.value())
                    .param("partition", partition)
                    .param("agent", agent.value())
                    .param("generation", next.value())
                    .update());
    return next;
  }

  /** Owners by partition, as stored. */
  public SortedMap<Integer, AgentId> owners(JobId job) {
    SortedMap<Integer, AgentId> owners = new TreeMap<>();
    jdbc.sql("select partition, agent_id from assignment where job_id = :job")
        .param("job", job.value())
        .query(
            (RowCallbackHandler) row -> owners.put(row.getInt(1), new AgentId(row.getString(2))));
    return owners;
  }

  /** Nobody owns anything of the job any more. */
  @Transactional
  public void release(JobId job) {
    jdbc.sql("delete from assignment where job_id = :job").param("job", job.value()).update();
  }

  /** The newest generation; 0 before the first coordinator. */
  public long generation(JobId job) {
    return jdbc.sql("select generation from job_generation where job_id = :job")
        .param("job", job.value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** The kernel type that the job's gradients are computed on; empty before it is chosen. */
  @Override
  public Optional<String> kernelType(JobId job) {
    return jdbc.sql(
            "select kernel_type from job_generation where job_id = :job and kernel_type is not null")
        .param("job", job.value())
        .query(String.class)
        .optional();
  }

  /** Chooses the job's kernel type, once and for all. */
  @Transactional
  public void kernelType(JobId job, String kernelType) {
    jdbc.sql(
            "update job_generation set kernel_type = :type where job_id = :job and kernel_type is null")
        .param("job", job.value())
        .param("type", kernelType)
        .update();
  }

  @Override
  public List<Part> of(AgentId agent) {
    return jdbc.sql(
            """
            select a.job_id, j.name, array_agg(a.partition order by a.partition) as partitions
            from assignment a join job j on j.id = a.job_id
            where a.agent_id = :agent group by a.job_id, j.name order by j.name
            """)
        .param("agent", agent.value())
        .query(
            (row, i) ->
                new Part(
                    new JobId(row.getObject(1, UUID.class)),
                    row.getString(2),
                    List.of((Integer[]) row.getArray(3).getArray())))
        .list();
  }
}
