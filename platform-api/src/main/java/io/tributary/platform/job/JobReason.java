package io.tributary.platform.job;

import io.tributary.platform.problem.PlatformException;
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
  /** For reasons that were stored; new ones are made below, from a code that clients know. */
  public JobReason {
    values = Map.copyOf(values);
  }

  /** Throws {@link IllegalArgumentException} where {@code values} lacks what the code promises. */
  public static JobReason of(
      ReasonCode code, String sentence, String advice, Map<String, Object> values) {
    if (!values.keySet().containsAll(code.facts())) {
      throw new IllegalArgumentException(
          "the values of %s are %s, but its sentence needs %s"
              .formatted(code, values.keySet(), code.facts()));
    }
    return new JobReason(code.name(), sentence, advice, values);
  }

  /** The reason of a job that cannot go on because of {@code failure}. */
  public static JobReason of(PlatformException failure) {
    return new JobReason(
        failure.code().name(), String.valueOf(failure.getMessage()), failure.advice(), Map.of());
  }
}
