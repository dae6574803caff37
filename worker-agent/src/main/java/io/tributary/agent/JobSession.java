package io.tributary.agent;

import io.tributary.agent.kafka.AgentTopics;
import io.tributary.agent.kafka.JobTopics;
import io.tributary.agent.local.LocalPartitions;
import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.agent.CheckpointState;
import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.Contributor;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.GradientKernels;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.preprocessing.FitRequest;
import io.tributary.engine.preprocessing.PreprocessingSums;
import io.tributary.engine.state.SavedState;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This agent's part in one job: follows the ledger, and whenever it is caught up contributes its
 * partitions' share of the next step. On any failure it starts over from the latest checkpoint,
 * which gives the same bits. One thread.
 */
final class JobSession {
  private static final Logger LOG = LoggerFactory.getLogger(JobSession.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration PREPARED_AFTER = Duration.ofMillis(300);
  private static final int NOT_FOUND = 404;

  private final AgentId self;
  private final JobId job;
  private final TributaryClient client;
  private final PartitionCache cache;
  private final @Nullable LocalPartitions local;
  private final AgentTopics topics;
  private final SessionPulse pulse = new SessionPulse();
  private volatile JobAssignment assignment;
  private final AtomicReference<@Nullable JobTopics> wire = new AtomicReference<>();
  private final SortedMap<Integer, PartitionRows> rows = new TreeMap<>();
  private final Set<Integer> told = new HashSet<>();
  private volatile boolean closed;

  JobSession(
      AgentId self,
      JobAssignment assignment,
      TributaryClient client,
      PartitionCache cache,
      @Nullable LocalPartitions local,
      AgentTopics topics) {
    this.self = self;
    this.job = assignment.jobId();
    this.assignment = assignment;
    this.client = client;
    this.cache = cache;
    this.local = local;
    this.topics = topics;
  }

  void start() {
    Thread.ofPlatform().daemon().name("job-" + job).start(this::run);
  }

  /** Any thread. */
  void assign(JobAssignment next) {
    assignment = next;
    wake();
  }

  /** Any thread. */
  void close() {
    closed = true;
    wake();
  }

  /** What the next heartbeat says. Any thread. */
  Heartbeat.JobBeat beat() {
    return pulse.beat(assignment);
  }

  private void wake() {
    JobTopics open = wire.get();
    if (open != null) {
      open.wake();
    }
  }

  private void run() {
    while (!closed) {
      try {
        takePart();
      } catch (IOException | RuntimeException e) {
        if (!closed) {
          LOG.warn("[job={}] starts over: {}", job, e.toString(), e);
          pulse.failed(String.valueOf(e.getMessage()));
          LockSupport.parkNanos(RETRY.toNanos());
        }
      }
    }
    cache.release(job);
    LOG.info("[job={}] left", job);
  }

  private void takePart() throws IOException {
    pulse.joining();
    TrainingPlan plan = plan();
    if (plan == null) {
      tellSums();
      LockSupport.parkNanos(PREPARED_AFTER.toNanos());
      return;
    }
    Start start = download();
    rows.clear();
    try (GradientKernel kernel = GradientKernels.create(plan);
        JobTopics open = topics.open(job, start.ledgerOffset())) {
      wire.set(open);
      Contributor contributor = new Contributor(plan, self, start.state(), kernel);
      LOG.info("[job={}] joined at step {}", job, contributor.step());
      SitePart site = new SitePart(self, plan, open);
      boolean caughtUp = false;
      boolean joined = false;
      while (!closed) {
        JobAssignment now = assignment;
        own(now.partitionsOf(self), plan);
        if (!contributor.knows(rows.values())) {
          LOG.info("[job={}] starts at the checkpoint for partitions that are new here", job);
          return;
        }
        // With more to compute ahead, only what has arrived already is read.
        Generation assigned = new Generation(now.generation());
        boolean owing = contributor.owes(assigned, rows.values()) || contributor.canExchange();
        open.listen(contributor.neighbours(), contributor::wants);
        caughtUp =
            open.follow(
                owing && caughtUp ? Duration.ZERO : POLL,
                record -> open.send(contributor.follow(record, assigned, rows.values())),
                contributor::receive,
                contribution -> site.receive(contribution, contributor.step()));
        site.settle();
        joined |= caughtUp;
        site.follow(now, joined);
        if (open.takeFailure()) {
          if (contributor.exchanges() || site.isRelay()) {
            LOG.info("[job={}] starts at the checkpoint: what others wait for was not sent", job);
            return;
          }
          contributor.forgetSent();
        }
        if (caughtUp && contributor.canExchange()) {
          pulse.computing(contributor.step());
          Contributor.Exchange exchange = contributor.exchange(rows.values());
          open.exchange(exchange.models());
          open.send(exchange.contributions());
          contributor.sent();
        }
        if (caughtUp && contributor.owes(assigned, rows.values())) {
          pulse.computing(contributor.step());
          List<Contribution> contributions = contributor.contribute(assigned, rows.values());
          site.send(contributions, contributor.step());
          contributor.sent();
          pulse.contributed(contributions.getFirst());
        }
      }
    } finally {
      wire.set(null);
    }
  }

  /** Null while the job is being prepared. */
  private @Nullable TrainingPlan plan() {
    try {
      return TrainingPlans.fromJson(client.work().plan(job.toString()));
    } catch (TributaryException e) {
      if (e.status() == NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  /** A job over files that stay at agents is prepared of what each of them sums over its own. */
  private void tellSums() throws IOException {
    FitRequest request;
    try {
      request = FitRequest.fromJson(client.work().fit(job.toString()));
    } catch (TributaryException e) {
      if (e.status() == NOT_FOUND) {
        return;
      }
      throw e;
    }
    for (int partition : assignment.partitionsOf(self)) {
      if (!told.contains(partition)) {
        PreprocessingSums sums = required(local).sums(request, partition);
        client.work().sums(job.toString(), partition, sums.toJson());
        told.add(partition);
        LOG.info("[job={}] told the sums of partition {}", job, partition);
      }
    }
  }

  private static LocalPartitions required(@Nullable LocalPartitions partitions) throws IOException {
    if (partitions == null) {
      throw new IOException("this agent has no directory of files that stay here");
    }
    return partitions;
  }

  /** Where the session begins. */
  private record Start(long ledgerOffset, SavedState state) {}

  /** The checkpoint's bytes end here: they may be a good part of the heap. */
  private Start download() {
    CheckpointState checkpoint = client.work().latestCheckpoint(job.toString());
    return new Start(checkpoint.ledgerOffset(), SavedState.read(checkpoint.state()));
  }

  /** Loads partitions that are new, forgets those that went to others. */
  private void own(List<Integer> partitions, TrainingPlan plan) throws IOException {
    rows.keySet().retainAll(Set.copyOf(partitions));
    for (int partition : partitions) {
      if (!rows.containsKey(partition)) {
        pulse.joining();
        rows.put(
            partition,
            plan.edge() == null
                ? cache.load(plan, partition)
                : required(local).load(plan, partition));
      }
    }
  }
}
