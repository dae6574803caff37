package io.tributary.platform.aggregation;

import io.tributary.client.job.JobSpec;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.dispatch.ClusterSnapshot;
import io.tributary.platform.dispatch.Placement;
import io.tributary.platform.job.JobRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in one job: follows the agents that are alive and asks for a new assignment when
 * the best placement differs from the present one. Belongs to the job's event loop.
 */
final class JobMembers {
  private final JobId job;
  private final TrainingPlan plan;
  private final int maxWorkers;
  private final int minWorkers;
  private final JobContext context;
  private final Set<AgentId> distrusted = new HashSet<>();
  private Placement placement;
  private @Nullable String kernelType;

  JobMembers(JobRecord job, TrainingPlan plan, JobContext context) {
    this.job = job.id();
    this.plan = plan;
    this.context = context;
    JobSpec.WorkersSpec workers = job.spec().workers();
    Integer max = workers == null ? null : workers.max();
    Integer min = workers == null ? null : workers.min();
    this.maxWorkers = max == null ? Integer.MAX_VALUE : max;
    this.minWorkers = min == null ? 1 : min;
    this.kernelType = context.assignments().kernelType(job.id()).orElse(null);
    this.placement = new Placement(context.assignments().owners(job.id()));
  }

  /** The placement that is best now, whether or not it differs from the present one. */
  Placement best() {
    List<LiveAgent> able = able();
    List<LiveAgent> enough = able.size() < minWorkers ? List.of() : able;
    return Placement.place(
        new ClusterSnapshot(
            plan.batches().partitionRows(), enough, placement.owners(), maxWorkers));
  }

  /** The assignment to make now; empty when the present one is right. */
  Optional<Placement> change() {
    Placement best = best();
    return best.equals(placement) ? Optional.empty() : Optional.of(best);
  }

  /**
   * Stores and announces an assignment.
   *
   * @return its generation
   */
  Generation assign(Placement next, Generation mine) {
    pinKernelType();
    Generation generation = context.assignments().assign(job, mine, next);
    placement = next;
    return generation;
  }

  void announce(Generation generation) {
    context
        .board()
        .announce(new JobAssignment(job.value(), generation.value(), placement.byAgent()));
  }

  /** The agent gets no partition of this job any more. */
  void distrust(AgentId agent) {
    distrusted.add(agent);
  }

  /** Agents of the job's kernel type; before it is chosen, of the first agent's. */
  private List<LiveAgent> able() {
    List<LiveAgent> live =
        context.agents().live().stream().filter(a -> !distrusted.contains(a.id())).toList();
    String wanted =
        kernelType == null && !live.isEmpty() ? live.getFirst().kernelType() : kernelType;
    return live.stream().filter(a -> a.kernelType().equals(wanted)).toList();
  }

  private void pinKernelType() {
    List<LiveAgent> able = able();
    if (kernelType == null && !able.isEmpty()) {
      String first = able.getFirst().kernelType();
      context.assignments().kernelType(job, first);
      kernelType = first;
    }
  }

  Map<Integer, AgentId> owners() {
    return placement.owners();
  }

  @Nullable String kernelType() {
    return kernelType;
  }

  int minWorkers() {
    return minWorkers;
  }
}
