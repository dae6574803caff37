package io.tributary.platform.job.spec;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Text to tree: JSON or YAML, told apart by the content type. */
public final class SpecDocument {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SpecDocument() {}

  /** The notation of a document. */
  public enum Notation {
    JSON,
    YAML;

    /** JSON where the content type says so, else YAML. */
    public static Notation of(@Nullable String contentType) {
      return contentType != null && contentType.contains("json") ? JSON : YAML;
    }
  }

  /** The tree; throws {@code MALFORMED_DOCUMENT} with line and column where there is none. */
  public static JsonNode parse(String text, Notation notation) {
    ObjectMapper mapper =
        switch (notation) {
          case JSON -> JSON;
          case YAML -> YAML;
        };
    try {
      JsonNode tree = mapper.readTree(text);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        throw malformed(notation, "line 1, column 1", "the document is empty");
      }
      return tree;
    } catch (JacksonException broken) {
      TokenStreamLocation location = broken.getLocation();
      String place =
          location == null
              ? "line 1, column 1"
              : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
      throw malformed(notation, place, firstLine(broken.getOriginalMessage()));
    }
  }

  private static PlatformException malformed(Notation notation, String place, String problem) {
    String sentence = "The document is not %s: %s, %s.".formatted(notation, place, problem);
    String advice =
        "Correct that place; samples of job specs are in the directory samples of the repository.";
    return new PlatformException(
        ErrorCode.MALFORMED_DOCUMENT,
        sentence,
        advice,
        List.of(new Violation(place, problem, advice)));
  }

  private static String firstLine(@Nullable String message) {
    return message == null || message.isBlank()
        ? "it cannot be read"
        : message.lines().findFirst().orElse("it cannot be read");
  }
}
