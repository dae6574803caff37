package io.tributary.platform.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The native format: a ZIP file with {@code model.json} and {@code parameters.bin}, described in
 * {@code docs/model-format.md}. The same model gives the same bytes: entries are stored, not
 * compressed, in this order, with a fixed time. Thread-safe.
 */
@Component
class ModelArchive {
  static final int FORMAT_VERSION = 1;

  /** The earliest time that the ZIP format can express. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final JsonMapper json;

  ModelArchive(JsonMapper json) {
    this.json = json;
  }

  byte[] of(Model model, byte[] parameters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(parameters.length + 64 * 1024);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      add(zip, "model.json", json.writeValueAsBytes(description(model, parameters)));
      add(zip, "parameters.bin", parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  private Map<String, Object> description(Model model, byte[] parameters) {
    JsonNode plan = json.readTree(model.plan());
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("format", "tributary-model");
    parts.put("formatVersion", FORMAT_VERSION);
    parts.put("name", model.name());
    parts.put("version", model.version());
    parts.put("task", plan.path("task"));
    parts.put("model", plan.path("model"));
    parts.put("preprocessing", plan.path("preprocessing"));
    parts.put("parameters", "parameters.bin: float32, little-endian");
    parts.put("parameterCount", parameters.length / Float.BYTES);
    parts.put("parametersDigest", model.parametersDigest());
    parts.put("metrics", json.readTree(model.metrics()));
    parts.put("provenance", json.readTree(model.provenance()));
    parts.put("plan", plan);
    return parts;
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
