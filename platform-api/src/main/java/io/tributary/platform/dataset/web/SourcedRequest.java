package io.tributary.platform.dataset.web;

import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request for rows that it does not carry.
 *
 * @param spec read by the code that reads the part {@code spec} of an upload
 */
record SourcedRequest(@Nullable DatasetSource source, @Nullable JsonNode spec) {
  DatasetSource requiredSource() {
    if (source == null) {
      String advice =
          "Send {\"source\": {\"kind\": \"uploads\", \"ids\": [...]}, \"spec\": {...}}.";
      throw new PlatformException(
          ErrorCode.DATASET_INVALID_SOURCE,
          "The request has no source.",
          advice,
          List.of(new Violation("source", "is missing", advice)));
    }
    return source;
  }

  byte @Nullable [] specDocument() {
    return spec == null || spec.isNull() ? null : spec.toString().getBytes(StandardCharsets.UTF_8);
  }
}
