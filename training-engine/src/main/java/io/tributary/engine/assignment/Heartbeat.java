package io.tributary.engine.assignment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent's sign of life.
 *
 * @param instance of the agent's process
 * @param leaving true in the last heartbeat of an agent that stops on purpose
 */
public record Heartbeat(String agent, String instance, boolean leaving, List<JobBeat> jobs) {

  /**
   * What the agent does for one job.
   *
   * @param step that it works on
   * @param phase {@code joining}, {@code computing}, {@code waiting} or {@code failed}
   * @param computeMillis mean time in the kernel per step, lately
   * @param samplesPerSecond rows per second, lately
   * @param error why the agent cannot take part, one sentence; null when it can
   */
  public record JobBeat(
      UUID job,
      long generation,
      long step,
      String phase,
      double computeMillis,
      double samplesPerSecond,
      @Nullable String error) {}
}
