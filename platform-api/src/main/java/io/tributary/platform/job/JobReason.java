package io.tributary.platform.job;

import java.util.Map;

/**
 * Why a job is in its state.
 *
 * @param code stable, for programs: {@code NO_AGENTS}, {@code LOSS_NOT_FINITE}, ...
 * @param sentence with the values in it
 * @param advice what a user can do
 * @param values the facts in the sentence, by name
 */
public record JobReason(String code, String sentence, String advice, Map<String, Object> values) {
  public JobReason {
    values = Map.copyOf(values);
  }
}
