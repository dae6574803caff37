package io.tributary.platform.dispatch;

import io.tributary.client.dataset.EdgeFile;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.EdgeFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rows of jobs' partitions, ready to be fetched: pieces in PostgreSQL. A download is the
 * concatenation of a partition's pieces; {@code PartitionFrames} says how a piece is framed.
 */
@Repository
public class PartitionStore {
  private final JdbcClient jdbc;

  PartitionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param bytes length of the download
   * @param sha256 of the download, hexadecimal
   */
  public record PartitionData(
      int partition, int trainRows, int holdoutRows, long bytes, String sha256) {}

  /** Removes whatever an interrupted preparation left. */
  @Transactional
  public void clear(JobId job) {
    jdbc.sql("delete from partition_piece where job_id = :job").param("job", job.value()).update();
    jdbc.sql("delete from partition_data where job_id = :job").param("job", job.value()).update();
  }

  /** Gives the rows' space back; how many there were stays known. */
  @Transactional
  public void clearPieces(JobId job) {
    jdbc.sql("delete from partition_piece where job_id = :job").param("job", job.value()).update();
  }

  @Transactional
  void addPiece(JobId job, int partition, int piece, byte[] content) {
    jdbc.sql(
            """
            insert into partition_piece (job_id, partition, piece, content)
            values (:job, :partition, :piece, :content)
            """)
        .param("job", job.value())
        .param("partition", partition)
        .param("piece", piece)
        .param("content", content)
        .update();
  }

  @Transactional
  void finish(JobId job, PartitionData data) {
    jdbc.sql(
            """
            insert into partition_data (job_id, partition, train_rows, holdout_rows, bytes, sha256)
            values (:job, :partition, :trainRows, :holdoutRows, :bytes, :sha256)
            """)
        .param("job", job.value())
        .param("partition", data.partition())
        .param("trainRows", data.trainRows())
        .param("holdoutRows", data.holdoutRows())
        .param("bytes", data.bytes())
        .param("sha256", data.sha256())
        .update();
  }

  /**
   * Remembers partitions whose rows stay in files at agents: there is nothing to fetch.
   *
   * @param files one for each partition
   */
  @Transactional
  public void stay(JobId job, List<EdgeFile> files, EdgeFiles edge) {
    clear(job);
    for (EdgeFile file : files) {
      int rows = Math.toIntExact(file.rows());
      int held = edge.heldRows(rows);
      finish(job, new PartitionData(file.partition(), rows - held, held, 0, file.digest()));
    }
  }

  /** The job's partitions in order; empty before they are made. */
  public List<PartitionData> partitions(JobId job) {
    return jdbc.sql("select * from partition_data where job_id = :job order by partition")
        .param("job", job.value())
        .query(
            (row, i) ->
                new PartitionData(
                    row.getInt("partition"),
                    row.getInt("train_rows"),
                    row.getInt("holdout_rows"),
                    row.getLong("bytes"),
                    row.getString("sha256")))
        .list();
  }

  /** Writes the download from byte {@code from} on; one piece is in memory at a time. */
  public void write(JobId job, int partition, long from, OutputStream out) throws IOException {
    List<long[]> pieces =
        jdbc.sql(
                """
                select piece, length(content) from partition_piece
                where job_id = :job and partition = :partition order by piece
                """)
            .param("job", job.value())
            .param("partition", partition)
            .query((row, i) -> new long[] {row.getLong(1), row.getLong(2)})
            .list();
    long skip = from;
    for (long[] piece : pieces) {
      if (skip >= piece[1]) {
        skip -= piece[1];
        continue;
      }
      byte[] content =
          jdbc.sql(
                  """
                  select content from partition_piece
                  where job_id = :job and partition = :partition and piece = :piece
                  """)
              .param("job", job.value())
              .param("partition", partition)
              .param("piece", (int) piece[0])
              .query(byte[].class)
              .single();
      out.write(content, (int) skip, content.length - (int) skip);
      skip = 0;
    }
  }
}
