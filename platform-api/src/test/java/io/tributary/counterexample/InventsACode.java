package io.tributary.counterexample;

import io.tributary.platform.job.JobReason;
import java.util.Map;

/** Breaks the rule on codes: no client knows this one. */
final class InventsACode {
  JobReason reason() {
    return new JobReason("MOON_PHASE", "The moon is full.", "Wait.", Map.of());
  }
}
