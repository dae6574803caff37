package io.tributary.web.jobs;

import io.tributary.client.TributaryException;
import io.tributary.client.model.ModelView;
import io.tributary.web.jobs.JobDocuments.MalformedDocument;
import io.tributary.web.platform.PlatformGateway;
import java.util.LinkedHashMap;
import java.util.Map;

/** The spec of a job that trains a model further. */
final class ModelStart {
  private ModelStart() {}

  /** The spec of the model's own job, changed to start from the model, on its columns. */
  static Map<String, Object> document(ModelView model, PlatformGateway platform)
      throws MalformedDocument {
    Map<String, Object> document = ofJob(model, platform);
    // The model knows its columns; the data may have more.
    document.remove("features");
    document.put(
        JobField.NAME.path(), "%s (from version %d)".formatted(model.name(), model.version()));
    document.put("warmStart", model.name() + "@" + model.version());
    return document;
  }

  /** Models of another platform have no job here. */
  private static Map<String, Object> ofJob(ModelView model, PlatformGateway platform)
      throws MalformedDocument {
    try {
      return JobDocuments.parse(platform.spec(model.jobId()));
    } catch (TributaryException refusal) {
      if (refusal.status() != 404) {
        throw refusal;
      }
      return new LinkedHashMap<>();
    }
  }
}
