package io.tributary.engine.plan;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Training plans as JSON. Thread-safe. */
public final class TrainingPlans {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TrainingPlans() {}

  /** One line of JSON; equal plans give equal text. */
  public static String toJson(TrainingPlan plan) {
    return MAPPER.writeValueAsString(plan);
  }

  /** The plan in {@code json}. Throws {@code IllegalArgumentException} where it is none. */
  public static TrainingPlan fromJson(String json) {
    try {
      return MAPPER.readValue(json, TrainingPlan.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a training plan: " + e.getOriginalMessage(), e);
    }
  }
}
