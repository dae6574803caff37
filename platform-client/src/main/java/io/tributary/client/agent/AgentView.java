package io.tributary.client.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the control plane sees it.
 *
 * @param state {@code ACTIVE}, {@code DRAINING}, {@code LOST} or {@code LEFT}
 * @param backend {@code cpu} or {@code gpu}
 * @param kernelType name of the BLAS kernels in use, for example {@code SkylakeX}
 * @param gflops single-thread single-precision matrix product rate measured at enrolment
 * @param site name of the place where it is; null where it said none
 * @param relay whether it may sum what its site's agents contribute
 */
public record AgentView(
    String id,
    String name,
    String state,
    String backend,
    String kernelType,
    double gflops,
    int processors,
    long memoryBytes,
    String host,
    String version,
    @Nullable String site,
    boolean relay,
    List<JobPart> jobs,
    Instant enrolledAt,
    @Nullable Instant lastHeartbeatAt) {

  /** The partitions of one job that the agent owns. */
  public record JobPart(String jobId, String jobName, List<Integer> partitions, long step) {}
}
