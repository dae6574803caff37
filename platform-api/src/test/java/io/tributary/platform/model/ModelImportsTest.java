package io.tributary.platform.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.model.ModelView;
import io.tributary.platform.MovableClock;
import io.tributary.platform.TestPostgres;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Audit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The golden file comes in as the model it was; whatever else comes is refused, with a reason. */
class ModelImportsTest {
  private final JsonMapper json = JsonMapper.builder().build();
  private ModelRows rows;
  private ModelImports imports;

  @BeforeEach
  void start() {
    rows = new ModelRows(JdbcClient.create(TestPostgres.migrated()));
    imports =
        new ModelImports(
            rows,
            new ModelViews(json),
            new SilentAudit(),
            json,
            new MovableClock(Instant.parse("2026-03-01T12:00:00Z")));
  }

  @Test
  void aModelKeepsItsParametersAndItsOrigin() throws IOException {
    ModelView first = imports.add(golden(), null, "ada");
    ModelView second = imports.add(golden(), "moved", "ada");

    assertThat(first.name()).isEqualTo("homes");
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.stage()).isEqualTo("none");
    assertThat(second.name()).isEqualTo("moved");
    assertThat(first.provenance())
        .containsEntry("importedFrom", "homes@3")
        .containsEntry("datasetId", "dataset-1");
    byte[] parameters = requireNonNull(entries().get("parameters.bin"));
    assertThat(rows.parameters(UUID.fromString(first.id()))).isEqualTo(parameters);
    assertThat(first.parametersDigest()).isEqualTo(ParameterBytes.digest(parameters));
  }

  @Test
  void whatIsNoModelIsRefusedWithTheReason() throws IOException {
    Map<String, byte[]> good = entries();
    String description = new String(requireNonNull(good.get("model.json")), StandardCharsets.UTF_8);

    refuses("has no model.json", Map.of());
    refuses("has no model.json", new byte[] {1, 2, 3});
    refuses("has no parameters.bin", Map.of("model.json", requireNonNull(good.get("model.json"))));
    refuses("no part of a model", with("virus.exe", new byte[1]));
    refuses("is not JSON", with("model.json", bytes("{")));
    refuses("tributary-model", with("model.json", bytes("[]")));
    refuses(
        "format version 2",
        with("model.json", bytes(description.replace("Version\":1", "Version\":2"))));
    refuses("digest", with("parameters.bin", new byte[72]));
    refuses("plan that cannot be read", changed(description, "\"type\":\"mlp\"", "\"type\":\"x\""));
    refuses("does not predict", changed(description, "\"hidden\":[2]", "\"hidden\":[3]"));
    refuses(
        "does not predict",
        changed(
            description,
            "\"type\":\"standardize\",\"column\":\"area\"",
            "\"type\":\"standardize\""));
    byte[] whole = zip(good);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> imports.add(new ByteArrayInputStream(cut), null, "ada"))
        .isInstanceOf(PlatformException.class);
    float[] infinite = new float[18];
    infinite[3] = Float.POSITIVE_INFINITY;
    byte[] parameters = ParameterBytes.of(infinite);
    Map<String, byte[]> endless =
        changed(
            description,
            ParameterBytes.digest(requireNonNull(good.get("parameters.bin"))),
            ParameterBytes.digest(parameters));
    endless.put("parameters.bin", parameters);
    refuses("not finite", endless);
    assertThatThrownBy(() -> imports.add(golden(), "a b", "ada"))
        .isInstanceOf(PlatformException.class);
    assertThat(rows.list(null, null, null, 10)).isEmpty();
  }

  private void refuses(String reason, Map<String, byte[]> entries) throws IOException {
    refuses(reason, zip(entries));
  }

  private void refuses(String reason, byte[] file) {
    assertThatThrownBy(() -> imports.add(new ByteArrayInputStream(file), null, "ada"))
        .as(reason)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(reason);
  }

  private static Map<String, byte[]> with(String entry, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(entry, content);
    return entries;
  }

  private static Map<String, byte[]> changed(String description, String from, String to)
      throws IOException {
    assertThat(description).contains(from);
    return with("model.json", bytes(description.replace(from, to)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static InputStream golden() {
    return requireNonNull(ModelImportsTest.class.getResourceAsStream("golden-model-1.zip"));
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(golden())) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Tells nobody. */
  private static final class SilentAudit implements Audit {
    @Override
    public void record(String action, String object, Outcome outcome) {}

    @Override
    public void record(String actor, String action, String object, Outcome outcome) {}
  }
}
