package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EndpointsTest {
  private static final Ports PORTS = new Ports(8080, 8081, 9092, 5432);
  @TempDir Path directory;

  @Test
  void aWrittenFileReadsBackTheSame() {
    Endpoints written = withEverything();
    Path file = directory.resolve("endpoints.json");

    written.write(file);

    assertThat(Endpoints.read(file)).contains(written);
  }

  @Test
  void theFileHasTheKeysThatScriptsReadAndItsOwnerAloneReadsIt() throws IOException {
    Path file = directory.resolve("endpoints.json");

    withEverything().write(file);

    JsonNode json = new JsonMapper().readTree(Files.readString(file));
    assertThat(json.path("api").asString()).isEqualTo("http://127.0.0.1:8081");
    assertThat(json.path("web").asString()).isEqualTo("http://127.0.0.1:8080");
    assertThat(json.path("kafka").asString()).isEqualTo("127.0.0.1:9092");
    assertThat(json.path("postgres").asString())
        .isEqualTo("jdbc:postgresql://127.0.0.1:5432/tributary");
    assertThat(json.at("/pids/api").asLong()).isEqualTo(1);
    assertThat(json.at("/pids/agents/agent-1").asLong()).isEqualTo(5);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void addressesLeadBackToTheirPorts() {
    assertThat(withEverything().ports()).isEqualTo(PORTS);
  }

  @Test
  void aMissingFileIsNoPlatform() {
    assertThat(Endpoints.read(directory.resolve("endpoints.json"))).isEmpty();
  }

  @Test
  void agentsAreNamedInTheOrderOfTheirNumbers() {
    Endpoints many =
        Endpoints.on(PORTS)
            .with(Endpoints.Pids.NONE.withAgent("agent-10", 1).withAgent("agent-9", 2));

    assertThat(many.agentNames()).containsExactly("agent-9", "agent-10");
  }

  private static Endpoints withEverything() {
    return Endpoints.on(PORTS)
        .with(new Endpoints.Pids(1, 2, 3, 4, new TreeMap<>(Map.of("agent-1", 5L, "agent-2", 6L))));
  }
}
