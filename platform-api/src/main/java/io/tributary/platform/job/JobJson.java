package io.tributary.platform.job;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobView;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How parts of a job are written into the database and read back. */
@Component
class JobJson {
  private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JsonMapper json = ContractJson.json();

  String write(Object value) {
    return json.writeValueAsString(value);
  }

  /** The spec as a YAML document, absent components left out. */
  String yaml(JobSpec spec) {
    return ContractJson.yaml().writeValueAsString(spec);
  }

  /** A new tree, the caller's to change. */
  ObjectNode tree(JobSpec spec) {
    return json.valueToTree(spec);
  }

  JobSpec spec(String text) {
    return json.readValue(text, JobSpec.class);
  }

  TrainingPlan plan(String text) {
    return json.readValue(text, TrainingPlan.class);
  }

  @Nullable JobReason reason(@Nullable String text) {
    return text == null ? null : json.readValue(text, JobReason.class);
  }

  JobView.@Nullable RowLedger rowLedger(@Nullable String text) {
    return text == null ? null : json.readValue(text, JobView.RowLedger.class);
  }

  Map<String, Double> numbers(String text) {
    return json.readValue(text, NUMBERS);
  }

  Map<String, Object> values(String text) {
    return json.readValue(text, VALUES);
  }
}
