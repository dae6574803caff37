package io.tributary.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * How the contract's records are written: absent components are left out, instants are ISO-8601
 * texts. How they are read: unknown properties are ignored, so that an older client understands a
 * newer control plane. The mappers are immutable and shared.
 */
public final class ContractJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  private ContractJson() {}

  /** For requests and answers. */
  public static JsonMapper json() {
    return JSON;
  }

  /** For job specs as people write them. */
  public static YAMLMapper yaml() {
    return YAML;
  }
}
