package io.tributary.platform.agent;

import io.tributary.engine.id.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * An agent that may own partitions now.
 *
 * @param backend {@code cpu} or {@code gpu}
 * @param kernelType what decides the bits of its products; partitions of one job are computed on
 *     one type only
 * @param gflops measured at enrolment
 * @param site name of the place where it is; null where it said none
 * @param relay whether it may sum what its site's agents contribute
 */
public record LiveAgent(
    AgentId id,
    String name,
    String backend,
    String kernelType,
    double gflops,
    @Nullable String site,
    boolean relay) {

  /** An agent that said no site. */
  public LiveAgent(AgentId id, String name, String backend, String kernelType, double gflops) {
    this(id, name, backend, kernelType, gflops, null, false);
  }
}
