package io.tributary.platform.aggregation;

import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.platform.agent.AgentBeat;
import io.tributary.platform.dispatch.ClusterSnapshot;
import io.tributary.platform.dispatch.Placement;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the agents that have a job's files for the sums that its preprocessing needs, until they are
 * there. An assignment tells them; the job's coordinator makes its own afterwards. Belongs to the
 * job's event loop.
 */
final class Gathering {
  private final JobRecord job;
  private final JobContext context;
  private final RoundRule rounds;
  private final Instant since;
  private Placement placement = new Placement(Collections.emptySortedMap());
  private @Nullable Generation generation;

  Gathering(JobRecord job, JobContext context) {
    this.job = job;
    this.context = context;
    this.rounds = RoundRule.of(job.spec());
    this.since = context.clock().instant();
  }

  /** Sums that are enough to begin with, for now. */
  int enough() {
    boolean patient =
        Duration.between(since, context.clock().instant()).compareTo(rounds.patience()) < 0;
    return patient ? Integer.MAX_VALUE : rounds.enough(files().size());
  }

  private List<EdgeFile> files() {
    List<EdgeFile> files =
        context.datasets().byId(job.datasetId()).map(DatasetView::edge).orElse(null);
    return files == null ? List.of() : files;
  }

  /** Tells agents which files they are asked for; says nothing that was said already. */
  void ask() {
    Map<Integer, Set<AgentId>> holders = context.datasets().holders(job.datasetId());
    ComputeKind kind = ComputeKind.of(job, null, true);
    Placement next =
        Placement.place(
            new ClusterSnapshot(
                Collections.nCopies(files().size(), 1.0),
                kind.among(context.agents().live()),
                placement.owners(),
                Integer.MAX_VALUE,
                Map.of(),
                Set.of(),
                1,
                holders));
    if (next.equals(placement) && generation != null) {
      return;
    }
    Generation mine = generation == null ? context.assignments().takeOver(job.id()) : generation;
    generation = context.assignments().assign(job.id(), mine, next);
    placement = next;
    context
        .board()
        .announce(new JobAssignment(job.id().value(), generation.value(), next.byAgent()));
  }

  /** Why the job does not run yet. */
  JobReason reason() {
    List<EdgeFile> files = files();
    SortedSet<Integer> told = context.edge().summed(job.id());
    List<EdgeFile> owed = files.stream().filter(f -> !told.contains(f.partition())).toList();
    List<EdgeFile> away =
        owed.stream().filter(file -> !placement.owners().containsKey(file.partition())).toList();
    if (!away.isEmpty()) {
      return away(away);
    }
    for (EdgeFile file : owed) {
      AgentId owner = placement.owners().get(file.partition());
      String error =
          owner == null
              ? null
              : context.agents().beat(owner, job.id()).map(AgentBeat::error).orElse(null);
      if (error != null) {
        return JobReason.of(
            ReasonCode.AGENT_CANNOT_TAKE_PART,
            "Agent %s cannot take part: %s".formatted(file.agent(), error),
            "See the agent's log. The job goes on by itself when the agent can.",
            Map.of(
                "agentName",
                file.agent(),
                "partitions",
                List.of(file.partition()),
                "error",
                error));
      }
    }
    List<String> names = owed.stream().map(EdgeFile::agent).toList();
    return JobReason.of(
        ReasonCode.WAITING_FOR_SUMS,
        "%d of %d files have told their sums; %s %s reading."
            .formatted(
                told.size(),
                files.size(),
                String.join(", ", names),
                names.size() == 1 ? "is" : "are"),
        "Large files take a while to read.",
        Map.of("told", told.size(), "files", files.size(), "agentNames", names));
  }

  /** The rows of {@code files} are where nobody is. */
  static JobReason away(List<EdgeFile> files) {
    String names = files.stream().map(EdgeFile::agent).distinct().collect(Collectors.joining(", "));
    return JobReason.of(
        ReasonCode.HOLDER_AWAY,
        "The rows of partitions %s stay at %s, away now."
            .formatted(files.stream().map(EdgeFile::partition).toList(), names),
        "Start the agents with the directory of their files. To go on without some, submit the job"
            + " with strategy.minimumShare below 1.",
        Map.of(
            "partitions",
            files.stream().map(EdgeFile::partition).toList(),
            "agentNames",
            files.stream().map(EdgeFile::agent).distinct().toList()));
  }
}
