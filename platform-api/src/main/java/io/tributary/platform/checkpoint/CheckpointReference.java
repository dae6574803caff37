package io.tributary.platform.checkpoint;

import io.tributary.client.problem.Violation;
import io.tributary.engine.id.JobId;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How paths name a checkpoint: a number of steps, or {@code latest}. */
public final class CheckpointReference {
  private static final String LATEST = "latest";

  private CheckpointReference() {}

  /**
   * Throws {@code PlatformException}: INVALID_REQUEST where {@code step} is neither, NOT_FOUND
   * where there is no such checkpoint.
   */
  public static Checkpoint resolve(Checkpoints checkpoints, UUID job, String step) {
    JobId id = new JobId(job);
    return found(
        step.equals(LATEST) ? checkpoints.latest(id) : checkpoints.at(id, number(step)), job, step);
  }

  /** The same for the state alone, to be read piece by piece. */
  public static StoredState resolveState(Checkpoints checkpoints, UUID job, String step) {
    JobId id = new JobId(job);
    return found(
        step.equals(LATEST) ? checkpoints.latestState(id) : checkpoints.stateAt(id, number(step)),
        job,
        step);
  }

  private static <T> T found(Optional<T> found, UUID job, String step) {
    return found.orElseThrow(
        () ->
            new PlatformException(
                ErrorCode.NOT_FOUND,
                "Job %s has no checkpoint %s.".formatted(job, step),
                "Its checkpoints are at /api/v1/jobs/%s/checkpoints.".formatted(job)));
  }

  private static long number(String step) {
    try {
      return Long.parseLong(step);
    } catch (NumberFormatException e) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "'%s' does not name a checkpoint.".formatted(step),
          "Give a number of steps, or latest.",
          List.of(new Violation("step", "is not a number", "Give a number of steps, or latest.")));
    }
  }
}
