package io.tributary.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the platform of one home answers, and which processes it consists of: {@code
 * endpoints.json}.
 *
 * @param api base URL of the control plane
 * @param web URL of the dashboard
 * @param kafka host:port of the broker
 * @param postgres JDBC URL, without password
 */
public record Endpoints(String api, String web, String kafka, String postgres, Pids pids) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Process ids; 0 for a process that was not started yet. Agents by name. */
  public record Pids(
      long api, long web, long kafka, long postgres, SortedMap<String, Long> agents) {
    static final Pids NONE = new Pids(0, 0, 0, 0, new TreeMap<>());

    public Pids {
      agents = new TreeMap<>(agents);
    }

    Pids withPostgres(long pid) {
      return new Pids(api, web, kafka, pid, agents);
    }

    Pids withKafka(long pid) {
      return new Pids(api, web, pid, postgres, agents);
    }

    Pids withApi(long pid) {
      return new Pids(pid, web, kafka, postgres, agents);
    }

    Pids withWeb(long pid) {
      return new Pids(api, pid, kafka, postgres, agents);
    }

    Pids withAgent(String name, long pid) {
      SortedMap<String, Long> changed = new TreeMap<>(agents);
      changed.put(name, pid);
      return new Pids(api, web, kafka, postgres, changed);
    }

    Pids withoutAgent(String name) {
      SortedMap<String, Long> changed = new TreeMap<>(agents);
      changed.remove(name);
      return new Pids(api, web, kafka, postgres, changed);
    }
  }

  static Endpoints on(Ports ports) {
    return new Endpoints(
        "http://127.0.0.1:" + ports.api(),
        "http://127.0.0.1:" + ports.web(),
        "127.0.0.1:" + ports.kafka(),
        PostgresServer.jdbcUrl(ports.postgres()),
        Pids.NONE);
  }

  Endpoints with(Pids changed) {
    return new Endpoints(api, web, kafka, postgres, changed);
  }

  /** Agents, the oldest first: by the number in their names. */
  public List<String> agentNames() {
    return pids.agents().keySet().stream()
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  Ports ports() {
    return new Ports(port(web), port(api), port(kafka), port(postgres));
  }

  /** The number behind the last colon, up to a slash: true of URLs, JDBC URLs and host:port. */
  private static int port(String address) {
    String tail = address.substring(address.lastIndexOf(':') + 1);
    int slash = tail.indexOf('/');
    return Integer.parseInt(slash < 0 ? tail : tail.substring(0, slash));
  }

  /** What the file says; empty where there is no file. */
  public static Optional<Endpoints> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), Endpoints.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file) {
    PrivateFile.write(file, JSON.writeValueAsString(this) + "\n");
  }
}
