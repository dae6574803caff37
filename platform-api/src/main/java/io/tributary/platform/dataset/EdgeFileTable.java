package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.dataset.EdgeFileReport;
import io.tributary.engine.id.AgentId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Which files at agents a version consists of, and which agents have them now. Thread-safe. */
@Repository
class EdgeFileTable {
  private final JdbcClient jdbc;

  EdgeFileTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A file as it was told of. */
  record Part(
      String agent,
      String digest,
      String format,
      long rows,
      long rejectedRows,
      @Nullable DatasetProfile statistics) {
    static Part of(String agent, EdgeFileReport report) {
      return new Part(
          agent,
          report.digest(),
          report.format(),
          report.rows(),
          report.rejectedRows(),
          report.statistics());
    }
  }

  /** Name of an agent; empty where there is none of that id. */
  Optional<String> nameOf(AgentId agent) {
    return jdbc.sql("select name from agent where id = ?")
        .param(agent.value())
        .query(String.class)
        .optional();
  }

  /** Replaces what an agent has. */
  @Transactional
  void has(AgentId agent, Collection<String> digests) {
    jdbc.sql("delete from agent_file where agent_id = ?").param(agent.value()).update();
    for (String digest : new TreeSet<>(digests)) {
      jdbc.sql("insert into agent_file (agent_id, digest) values (?, ?)")
          .params(List.of(agent.value(), digest))
          .update();
    }
  }

  @Transactional
  void add(String datasetId, List<Part> parts) {
    for (int partition = 0; partition < parts.size(); partition++) {
      Part part = parts.get(partition);
      jdbc.sql(
              """
              insert into edge_file (dataset_id, partition, agent_name, digest, format, row_count,
                rejected_count, statistics)
              values (:dataset, :partition, :agent, :digest, :format, :rows, :rejected, :statistics)
              """)
          .param("dataset", datasetId)
          .param("partition", partition)
          .param("agent", part.agent())
          .param("digest", part.digest())
          .param("format", part.format())
          .param("rows", part.rows())
          .param("rejected", part.rejectedRows())
          .param("statistics", json(part.statistics()))
          .update();
    }
  }

  private static @Nullable String json(@Nullable DatasetProfile statistics) {
    return statistics == null ? null : JsonMapper.shared().writeValueAsString(statistics);
  }

  /** The files of a version as they were told of, by partition. */
  List<Part> parts(String datasetId) {
    return jdbc.sql("select * from edge_file where dataset_id = ? order by partition")
        .param(datasetId)
        .query(
            (row, i) ->
                new Part(
                    row.getString("agent_name"),
                    row.getString("digest"),
                    row.getString("format"),
                    row.getLong("row_count"),
                    row.getLong("rejected_count"),
                    profile(row.getString("statistics"))))
        .list();
  }

  private static @Nullable DatasetProfile profile(@Nullable String json) {
    return json == null ? null : JsonMapper.shared().readValue(json, DatasetProfile.class);
  }

  /** The files of a version, by partition, and whether somebody has them now. */
  List<EdgeFile> files(String datasetId) {
    Map<Integer, Set<AgentId>> holders = holders(datasetId);
    return jdbc.sql(
            """
            select partition, agent_name, digest, row_count, rejected_count,
              statistics is not null as told
            from edge_file where dataset_id = ? order by partition
            """)
        .param(datasetId)
        .query(
            (row, i) ->
                new EdgeFile(
                    row.getInt("partition"),
                    row.getString("agent_name"),
                    row.getString("digest"),
                    row.getLong("row_count"),
                    row.getLong("rejected_count"),
                    row.getBoolean("told"),
                    holders.containsKey(row.getInt("partition"))))
        .list();
  }

  /** Agents that are alive and have the file, by partition; absent where nobody has it. */
  Map<Integer, Set<AgentId>> holders(String datasetId) {
    Map<Integer, Set<AgentId>> holders = new TreeMap<>();
    jdbc.sql(
            """
            select e.partition, a.id from edge_file e
            join agent_file f on f.digest = e.digest
            join agent a on a.id = f.agent_id and a.state = 'ACTIVE'
            where e.dataset_id = ? order by e.partition, a.id
            """)
        .param(datasetId)
        .query(
            (row, i) ->
                holders
                    .computeIfAbsent(row.getInt(1), p -> new LinkedHashSet<>())
                    .add(new AgentId(row.getString(2))))
        .list();
    return holders;
  }
}
