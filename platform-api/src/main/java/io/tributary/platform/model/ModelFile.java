package io.tributary.platform.model;

import io.tributary.client.problem.Violation;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a file in the native format says; the other direction is {@link ModelArchive}.
 *
 * @param description {@code model.json}
 * @param parameters float32, little-endian, as many as the plan's model has; not copied
 */
record ModelFile(JsonNode description, TrainingPlan plan, byte[] parameters) {
  private static final int MOST_DESCRIPTION_BYTES = 64 << 20;
  private static final int MOST_PARAMETER_BYTES = 1 << 30;

  /**
   * Reads a file to its end. Throws INVALID_CONTENT with the reason where it is not a complete
   * model of a version known here.
   */
  static ModelFile read(InputStream file, JsonMapper json) throws IOException {
    byte @Nullable [] description = null;
    byte @Nullable [] parameters = null;
    try {
      ZipInputStream zip = new ZipInputStream(file);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        switch (entry.getName()) {
          case "model.json" -> description = bytes(zip, "model.json", MOST_DESCRIPTION_BYTES);
          case "parameters.bin" -> parameters = bytes(zip, "parameters.bin", MOST_PARAMETER_BYTES);
          default -> throw refusal("file", "has an entry that is no part of a model");
        }
      }
    } catch (ZipException | EOFException e) {
      throw refusal("file", "is damaged: " + e.getMessage());
    }
    if (description == null || parameters == null) {
      throw refusal("file", description == null ? "has no model.json" : "has no parameters.bin");
    }
    JsonNode parsed = parsed(description, json);
    ModelFile read = new ModelFile(parsed, plan(parsed), parameters);
    read.requireUsable();
    return read;
  }

  /** A text of the description or of its provenance; null where there is none. */
  @Nullable String text(String pointer) {
    JsonNode node = description.at(pointer);
    return node.isString() ? node.asString() : null;
  }

  private static byte[] bytes(ZipInputStream zip, String entry, int most) throws IOException {
    byte[] bytes = zip.readNBytes(most);
    if (zip.read() >= 0) {
      throw refusal(entry, "is longer than %d bytes".formatted(most));
    }
    return bytes;
  }

  private static JsonNode parsed(byte[] description, JsonMapper json) {
    JsonNode parsed;
    try {
      parsed = json.readTree(description);
    } catch (JacksonException e) {
      throw refusal("model.json", "is not JSON: " + e.getOriginalMessage());
    }
    if (!"tributary-model".equals(parsed.path("format").asString(""))) {
      throw refusal("model.json", "does not say \"format\": \"tributary-model\"");
    }
    int version = parsed.path("formatVersion").asInt(0);
    if (version != ModelArchive.FORMAT_VERSION) {
      throw refusal(
          "model.json",
          "has format version %d; this platform reads version %d"
              .formatted(version, ModelArchive.FORMAT_VERSION));
    }
    return parsed;
  }

  private static TrainingPlan plan(JsonNode description) {
    try {
      return TrainingPlans.fromJson(description.path("plan").toString());
    } catch (IllegalArgumentException e) {
      throw refusal("model.json", "has a plan that cannot be read: " + e.getMessage());
    }
  }

  private void requireUsable() {
    String digest = ParameterBytes.digest(parameters);
    if (!digest.equals(text("/parametersDigest"))) {
      throw refusal(
          "parameters.bin",
          "has the digest %s, but model.json says %s".formatted(digest, text("/parametersDigest")));
    }
    for (float parameter : ParameterBytes.read(parameters)) {
      if (!Float.isFinite(parameter)) {
        throw refusal("parameters.bin", "has a number that is not finite");
      }
    }
    try {
      new Predictor(plan, ParameterBytes.read(parameters)).predictNothing();
    } catch (RuntimeException e) {
      // Whatever a plan of unknown origin lacks shows when it is used, here and not in predictions.
      throw refusal("model.json", "has a plan that does not predict: " + e.getMessage());
    }
  }

  private static PlatformException refusal(String field, String reason) {
    return new PlatformException(
        ErrorCode.INVALID_CONTENT,
        "The file is no model: %s %s.".formatted(field.equals("file") ? "it" : field, reason),
        "Send a file that format=native of a model's download gave out.",
        List.of(new Violation(field, reason, "Download the model again.")));
  }
}
