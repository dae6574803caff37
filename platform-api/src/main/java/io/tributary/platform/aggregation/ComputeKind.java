package io.tributary.platform.aggregation;

import io.tributary.client.job.JobSpec;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On what a job computes: agents whose products have other bits take no part in it.
 *
 * @param backend {@code cpu}, {@code gpu} or {@code any}, as the job's spec says
 * @param kernelType that the job is pinned to by its first assignment; null before it
 * @param mixed whether agents of several kernel types take part: where rows stay at agents, each
 *     partition is computed by whoever has it
 */
record ComputeKind(String backend, @Nullable String kernelType, boolean mixed) {
  private static final String ANY = "any";

  /** One kernel type for all. */
  ComputeKind(String backend, @Nullable String kernelType) {
    this(backend, kernelType, false);
  }

  static ComputeKind of(JobRecord job, @Nullable String kernelType, boolean mixed) {
    JobSpec.WorkersSpec workers = job.spec().workers();
    String backend = workers == null ? null : workers.backend();
    return new ComputeKind(backend == null ? ANY : backend, kernelType, mixed);
  }

  /** The same job when it is pinned. */
  ComputeKind pinnedTo(String type) {
    return new ComputeKind(backend, type, mixed);
  }

  /** Agents of the back end that the spec asks for. */
  List<LiveAgent> onBackend(List<LiveAgent> agents) {
    return agents.stream().filter(a -> backend.equals(ANY) || a.backend().equals(backend)).toList();
  }

  /** Agents that may work together: of the job's kernel type, before that of the first agent's. */
  List<LiveAgent> among(List<LiveAgent> agents) {
    List<LiveAgent> on = onBackend(agents);
    if (mixed) {
      return on;
    }
    String wanted = kernelType == null && !on.isEmpty() ? on.getFirst().kernelType() : kernelType;
    return on.stream().filter(a -> a.kernelType().equals(wanted)).toList();
  }

  /** Why none of these agents may take part; empty if one may. */
  Optional<JobReason> obstacle(List<LiveAgent> agents) {
    List<LiveAgent> on = onBackend(agents);
    if (on.isEmpty()) {
      List<String> connected = agents.stream().map(LiveAgent::backend).distinct().toList();
      return Optional.of(
          JobReason.of(
              ReasonCode.NO_AGENT_OF_BACKEND,
              "The job wants agents that compute on a %s, but the connected agents compute on %s."
                  .formatted(backend, connected),
              "Start an agent that computes on a %s, or submit the job with workers.backend any."
                  .formatted(backend),
              Map.of("backend", backend, "connectedBackends", connected)));
    }
    if (!among(agents).isEmpty()) {
      return Optional.empty();
    }
    List<String> connected = on.stream().map(LiveAgent::kernelType).distinct().toList();
    return Optional.of(
        JobReason.of(
            ReasonCode.KERNEL_TYPE_MISMATCH,
            "The job computes on %s kernels, but the connected agents have %s."
                .formatted(kernelType, connected),
            "Start an agent on a machine of that kind; a CPU takes TRIBUTARY_BLAS_CORE=%s."
                .formatted(kernelType),
            Map.of("kernelType", String.valueOf(kernelType), "connectedTypes", connected)));
  }
}
