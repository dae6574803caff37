package io.tributary.platform.model;

import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.ModelView;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.platform.security.Audit;
import io.tributary.platform.security.Audit.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes models of files in the native format, of this platform or another. Thread-safe. */
@Service
public class ModelImports {
  private final ModelRows rows;
  private final ModelViews views;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  ModelImports(ModelRows rows, ModelViews views, Audit audit, JsonMapper json, Clock clock) {
    this.rows = rows;
    this.views = views;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Stores the model as the next version of its name; where it comes from stays what the file says.
   * Throws INVALID_CONTENT with the reason; then nothing is stored.
   *
   * @param file read to its end, not closed
   * @param name under which it is stored; null for the name in the file
   */
  public ModelView add(InputStream file, @Nullable String name, String user) throws IOException {
    ModelFile read = ModelFile.read(file, json);
    String original = read.text("/name");
    Promotion promotion =
        Promotion.of(new PromoteRequest(name == null ? String.valueOf(original) : name, null));
    ObjectNode provenance = json.createObjectNode();
    if (read.description().path("provenance") instanceof ObjectNode facts) {
      provenance.setAll(facts);
    }
    provenance.put("importedFrom", original + "@" + read.description().path("version").asInt(0));
    String jobName = read.text("/provenance/jobName");
    Model model =
        rows.add(
                new Model(
                    UUID.randomUUID(),
                    promotion.name(),
                    0,
                    promotion.stage(),
                    "",
                    read.plan().job().value(),
                    jobName == null ? promotion.name() : jobName,
                    read.description().at("/provenance/step").asLong(0),
                    TrainingPlans.toJson(read.plan()),
                    provenance.toString(),
                    metrics(read),
                    Objects.requireNonNull(read.text("/parametersDigest")),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    user),
                read.parameters())
            .model();
    audit.record("model.import", model.name() + "@" + model.version(), Outcome.SUCCEEDED);
    return views.of(model);
  }

  private static String metrics(ModelFile file) {
    return file.description().path("metrics") instanceof ObjectNode metrics
        ? metrics.toString()
        : "{}";
  }
}
