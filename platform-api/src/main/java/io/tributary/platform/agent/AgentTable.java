package io.tributary.platform.agent;

import io.tributary.client.agent.EnrolRequest;
import io.tributary.engine.id.AgentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The {@code agent} table. Each method is one short transaction. Sentences say what changed, for
 * log and history.
 */
@Repository
class AgentTable {
  private final JdbcClient jdbc;
  private final AgentSettings settings;

  AgentTable(JdbcClient jdbc, AgentSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * Adds an agent. One of the same name from an earlier process is replaced; the same process
   * asking again gets its id again.
   */
  @Transactional
  AgentId enrol(EnrolRequest request, AgentId fresh) {
    Optional<AgentId> known =
        jdbc.sql("select id from agent where instance = :instance")
            .param("instance", request.instance())
            .query(String.class)
            .optional()
            .map(AgentId::new);
    if (known.isPresent()) {
      return known.get();
    }
    jdbc.sql("update agent set state = 'LEFT' where name = :name and state <> 'LEFT'")
        .param("name", request.name())
        .update();
    jdbc.sql(
            """
            insert into agent (id, name, instance, state, backend, kernel_type, gflops, processors,
              memory_bytes, host, version, site, relay, enrolled_at, last_heartbeat_at)
            values (:id, :name, :instance, 'ACTIVE', :backend, :kernelType, :gflops, :processors,
              :memoryBytes, :host, :version, :site, :relay, clock_timestamp(), clock_timestamp())
            """)
        .param("id", fresh.value())
        .param("name", request.name())
        .param("instance", request.instance())
        .param("backend", request.backend())
        .param("kernelType", request.kernelType())
        .param("gflops", request.gflops())
        .param("processors", request.processors())
        .param("memoryBytes", request.memoryBytes())
        .param("host", request.host())
        .param("version", request.version())
        .param("site", request.site())
        .param("relay", request.relay())
        .update();
    return fresh;
  }

  @Transactional
  List<String> alive(Collection<AgentId> agents) {
    if (agents.isEmpty()) {
      return List.of();
    }
    List<String> ids = agents.stream().map(AgentId::value).toList();
    List<String> returned =
        jdbc.sql(
                """
                update agent set state = 'ACTIVE' where id in (:ids) and state = 'LOST'
                returning 'Agent ' || name || ' is back.'
                """)
            .param("ids", ids)
            .query(String.class)
            .list();
    jdbc.sql("update agent set last_heartbeat_at = clock_timestamp() where id in (:ids)")
        .param("ids", ids)
        .update();
    return returned;
  }

  @Transactional
  List<String> left(Collection<AgentId> agents) {
    if (agents.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            update agent set state = 'LEFT', last_heartbeat_at = clock_timestamp()
            where id in (:ids) and state <> 'LEFT' returning 'Agent ' || name || ' left.'
            """)
        .param("ids", agents.stream().map(AgentId::value).toList())
        .query(String.class)
        .list();
  }

  @Transactional
  List<String> lost() {
    return jdbc.sql(
            """
            update agent set state = 'LOST'
            where state in ('ACTIVE', 'DRAINING')
              and last_heartbeat_at < clock_timestamp() - make_interval(secs => :seconds)
            returning 'Agent ' || name || ' is lost: no heartbeat for '
              || round(extract(epoch from clock_timestamp() - last_heartbeat_at)) || ' s.'
            """)
        .param("seconds", settings.lostAfter().toMillis() / 1000.0)
        .query(String.class)
        .list();
  }

  /** Forgives the silence of a time in which nobody listened: the control plane was down. */
  @Transactional
  void grace() {
    jdbc.sql(
            """
            update agent set last_heartbeat_at = clock_timestamp() where state in ('ACTIVE', 'DRAINING')
            """)
        .update();
  }

  @Transactional
  boolean drain(AgentId agent) {
    return jdbc.sql("update agent set state = 'DRAINING' where id = :id and state = 'ACTIVE'")
            .param("id", agent.value())
            .update()
        > 0;
  }

  /** Agents newest first; those that left long ago come last. */
  List<AgentRow> all() {
    return jdbc.sql("select * from agent order by state in ('LOST', 'LEFT'), enrolled_at desc")
        .query(AgentTable::row)
        .list();
  }

  Optional<AgentRow> find(AgentId agent) {
    return jdbc.sql("select * from agent where id = :id")
        .param("id", agent.value())
        .query(AgentTable::row)
        .optional();
  }

  private static AgentRow row(ResultSet row, int index) throws SQLException {
    return new AgentRow(
        new AgentId(row.getString("id")),
        row.getString("name"),
        AgentState.valueOf(row.getString("state")),
        row.getString("backend"),
        row.getString("kernel_type"),
        row.getDouble("gflops"),
        row.getInt("processors"),
        row.getLong("memory_bytes"),
        row.getString("host"),
        row.getString("version"),
        row.getString("site"),
        row.getBoolean("relay"),
        row.getTimestamp("enrolled_at").toInstant(),
        row.getTimestamp("last_heartbeat_at").toInstant());
  }

  List<LiveAgent> live() {
    return jdbc.sql(
            """
            select id, name, backend, kernel_type, gflops, site, relay from agent
            where state = 'ACTIVE' order by id
            """)
        .query(
            (row, i) ->
                new LiveAgent(
                    new AgentId(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getDouble(5),
                    row.getString(6),
                    row.getBoolean(7)))
        .list();
  }
}
