package io.tributary.engine.contribution;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site's sum of one step and attempt, sent once when it is complete: a coordinator could not take
 * a part of it beside a refusal of the rest. Not thread-safe.
 */
final class RelayedStep {
  private final JobId job;
  private final Generation generation;
  private final AgentId self;
  private final PartitionSet site;
  private final StepSum sum;
  private long step = -1;
  private int attempt;
  private long base;
  private boolean sent;

  /** The first report with a digest. */
  private Contribution.@Nullable Sum witness;

  private boolean disputed;

  RelayedStep(JobId job, Generation generation, AgentId self, PartitionSet site, StepSum sum) {
    this.job = job;
    this.generation = generation;
    this.self = self;
    this.site = site;
    this.sum = sum;
  }

  /** What goes to the coordinator; see {@link Relay#receive}. */
  List<Contribution> receive(Contribution contribution) {
    Contribution.Header header = contribution.header();
    if (header.step() > step || (header.step() == step && header.attempt() > attempt)) {
      start(contribution);
    }
    if (header.step() < step || header.attempt() < attempt || sent) {
      return List.of();
    }
    if (contribution instanceof Contribution.Sum part) {
      base = part.base();
      if (digestOf(part) != null) {
        Contribution.Sum first = witness;
        if (first == null) {
          witness = part;
        } else if (!Arrays.equals(digestOf(first), digestOf(part))) {
          return dispute(first, part);
        }
      }
    }
    sum.add(contribution);
    if (disputed || !sum.isComplete()) {
      return List.of();
    }
    sent = true;
    return sum.toContributions(
        new Contribution.Header(job, generation, step, attempt, self, site),
        base,
        witness == null ? null : digestOf(witness));
  }

  /** Which attempt only evaluates the contributions say: the relay's replica may be behind. */
  private void start(Contribution first) {
    step = first.header().step();
    attempt = first.header().attempt();
    sent = false;
    witness = null;
    disputed = false;
    boolean evaluationOnly =
        first instanceof Contribution.Sum part && part.chunk() == 0 && part.values().length() == 0;
    sum.restart(step, evaluationOnly);
  }

  /**
   * Two agents hold different parameters. The coordinator knows whose are wrong, so it gets both
   * reports as they are; nothing of the step is sent beside them, for the assignment will change.
   */
  private List<Contribution> dispute(Contribution.Sum first, Contribution.Sum other) {
    boolean told = disputed;
    disputed = true;
    return told ? List.of(other) : List.of(first, other);
  }

  private static byte @Nullable [] digestOf(Contribution.Sum part) {
    StepReport report = part.report();
    return report == null ? null : report.parametersDigest();
  }

  void settle() {
    sum.settle();
  }
}
