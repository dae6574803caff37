package io.tributary.platform.job;

import java.util.Map;

/** The reasons that this module gives; those of a running job come from the modules that run it. */
final class JobReasons {
  private JobReasons() {}

  static JobReason accepted(String name) {
    return JobReason.of(
        ReasonCode.ACCEPTED,
        "Job \"%s\" was accepted and waits to be started.".formatted(name),
        "Nothing to do: it starts by itself as soon as the platform gets to it.",
        Map.of("name", name));
  }

  static JobReason cancelledInQueue(String user) {
    return JobReason.of(
        ReasonCode.CANCELLED_BY_USER,
        "%s cancelled the job before it was started.".formatted(user),
        "Submit the same spec again to run it.",
        Map.of("user", user));
  }
}
