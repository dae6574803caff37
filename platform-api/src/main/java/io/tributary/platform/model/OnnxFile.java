package io.tributary.platform.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model as ONNX, from the raw columns to labels, probabilities or values; described in {@code
 * docs/model-format.md}. The same model gives the same bytes. Thread-safe.
 */
@Component
class OnnxFile {
  private static final String PRODUCER = "tributary";

  private final JsonMapper json;

  OnnxFile(JsonMapper json) {
    this.json = json;
  }

  /**
   * Throws INVALID_CONTENT with the reason where ONNX cannot say what the model does.
   *
   * @param parameters float32, little-endian; not changed
   */
  byte[] of(Model model, byte[] parameters) {
    TrainingPlan plan = TrainingPlans.fromJson(model.plan());
    OnnxGraph graph = new OnnxGraph();
    String features = new OnnxFeatures(graph).of(plan.preprocessing().features());
    if (plan.model() instanceof ModelDefinition.Unsupervised statistics) {
      new OnnxUnlabelled(graph, plan, parameters, features).add(statistics);
    } else {
      String scores = new OnnxNetwork(graph, parameters).scores(plan, features);
      new OnnxOutputs(graph, plan, scores).add();
    }
    ModelProto.Builder file =
        graph
            .model(model.name())
            .setProducerName(PRODUCER)
            .setModelVersion(model.version())
            .setDocString(
                "%s version %d, from job %s at step %d"
                    .formatted(model.name(), model.version(), model.jobName(), model.step()));
    facts(model)
        .forEach(
            (key, value) ->
                file.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return file.build().toByteArray();
  }

  /** In the order of their keys, because the bytes must be the same each time. */
  private Map<String, String> facts(Model model) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("name", model.name());
    facts.put("version", Integer.toString(model.version()));
    facts.put("parametersDigest", model.parametersDigest());
    facts.put("jobId", model.jobId().toString());
    facts.put("jobName", model.jobName());
    facts.put("step", Long.toString(model.step()));
    JsonNode provenance = json.readTree(model.provenance());
    facts.put("datasetId", provenance.path("datasetId").asString());
    facts.put("dataset", provenance.at("/spec/dataset").asString());
    // Models of the first versions do not know it.
    if (provenance.hasNonNull("datasetDigest")) {
      facts.put("datasetDigest", provenance.path("datasetDigest").asString());
    }
    return facts;
  }
}
