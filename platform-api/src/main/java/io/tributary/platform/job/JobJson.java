package io.tributary.platform.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.plan.TrainingPlan;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** How parts of a job are written into the database and read back. */
@Component
class JobJson {
  private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JsonMapper json =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();
  private final YAMLMapper yaml =
      YAMLMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  String write(Object value) {
    return json.writeValueAsString(value);
  }

  /** The spec as a YAML document, absent components left out. */
  String yaml(JobSpec spec) {
    return yaml.writeValueAsString(spec);
  }

  JsonNode tree(JobSpec spec) {
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

  Map<String, Double> numbers(String text) {
    return json.readValue(text, NUMBERS);
  }

  Map<String, Object> values(String text) {
    return json.readValue(text, VALUES);
  }
}
