package io.tributary.platform.advice;

import io.tributary.client.job.JobAdvice;
import java.util.List;
import java.util.Map;

/**
 * Stable codes of what advice says, each with the names of the values that its sentence has, so
 * that a client can say it in another language. Never renamed.
 */
public enum AdviceCode {
  NOT_MEASURED,
  FEW_STEPS("steps", "needed"),
  AGENT_COMPUTES_SLOWLY("agentName", "micros", "factor", "othersMicros"),
  AGENT_FAR_AWAY("agentName", "millis", "factor", "othersMillis"),
  AGENT_STALLS("agentName", "stalls", "steps", "usualMillis", "longestMillis"),
  OTHERS_WAIT_FOR("agentName", "percent", "millis"),
  NOBODY_SLOW("agents"),
  MOSTLY_COMPUTE("percent", "millis"),
  MOSTLY_EVALUATE("percent", "millis"),
  MOSTLY_ENCODE("percent", "millis"),
  MOSTLY_SEND("percent", "millis"),
  MOSTLY_BROKER("percent", "millis"),
  MOSTLY_WAIT("percent", "millis"),
  MOSTLY_COMMIT("percent", "millis"),
  MOSTLY_FOLD("percent", "millis"),
  NOISE("rows", "low", "high", "samples"),
  NOISE_AT_LEAST("low", "samples"),
  NOISE_HIDDEN("samples"),
  NOISE_FEW_SAMPLES("samples", "needed"),
  NOISE_ONE_PARTITION,
  NOISE_NO_COMMON_STEP("strategy"),
  NOISE_TOO_COARSE("compression"),
  NOISE_ALL_ROWS("optimizer"),
  NOISE_OF_COLUMNS,
  NOISE_NO_GRADIENT("model"),
  BATCH_FITS("rows", "value", "low", "high", "moreSteps", "moreRows"),
  BATCH_LARGER("rows", "value", "low", "high", "moreSteps", "moreRows"),
  BATCH_SMALLER("rows", "value", "low", "high", "moreSteps", "moreRows"),
  BATCH_AT_LEAST("rows", "low", "moreSteps"),
  BATCH_UNKNOWN,
  WORKERS("value", "low", "high", "percent", "workMillis", "fixedMillis", "partitions"),
  NOT_TIMED("strategy"),
  FEW_ROUNDS("rounds", "needed"),
  ONLY_SYNCHRONOUS,
  TIME_ONLY("rounds");

  private final List<String> facts;

  AdviceCode(String... facts) {
    this.facts = List.of(facts);
  }

  /** Names of the values that come with this code. */
  public List<String> facts() {
    return facts;
  }

  /** Throws {@link IllegalArgumentException} where {@code values} are not what is promised. */
  JobAdvice.Said said(String sentence, Map<String, Object> values) {
    if (values.size() != facts.size() || !values.keySet().containsAll(facts)) {
      throw new IllegalArgumentException(
          "the values of %s are %s, but its sentence needs %s"
              .formatted(this, values.keySet(), facts));
    }
    return new JobAdvice.Said(name(), sentence, values);
  }
}
