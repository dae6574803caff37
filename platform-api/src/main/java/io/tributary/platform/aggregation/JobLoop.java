package io.tributary.platform.aggregation;

import io.tributary.client.job.JobView;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.platform.dispatch.Fenced;
import io.tributary.platform.job.JobCommand;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.ReasonCode;
import io.tributary.platform.kafka.Brokers;
import io.tributary.platform.problem.PlatformException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial event loop of one running job: contributions, commands, agents that come and go, and
 * time are handled one after the other on one thread. Whatever goes wrong with the brokers or the
 * database, the loop starts over from the last checkpoint and the ledger, which gives the same
 * bits.
 */
final class JobLoop {
  private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration GATHERED_EVERY = Duration.ofMillis(300);

  private final JobRecord job;
  private final JobContext context;
  private final JobTeller teller;
  private final Runnable ended;
  private final Queue<JobCommand.Kind> commands = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable JobWire> wire = new AtomicReference<>();
  private volatile boolean stopping;
  private volatile @Nullable JobRun run;
  private JobState state;

  /**
   * @param ended called once on the loop's thread when the job needs no loop any more
   */
  JobLoop(JobRecord job, JobContext context, JobTeller teller, Runnable ended) {
    this.job = job;
    this.context = context;
    this.teller = teller;
    this.ended = ended;
    this.state = job.state();
  }

  void start() {
    Thread.ofPlatform().daemon().name("job-" + job.id()).start(this::loop);
  }

  /** Hands a user's command to the loop. Any thread. */
  void command(JobCommand.Kind kind) {
    commands.add(kind);
    wake();
  }

  /** Stops the loop without ending the job. Any thread. */
  void stop() {
    stopping = true;
    wake();
  }

  /** What the loop does now; null while it prepares. Any thread; read-only. */
  @Nullable JobRun run() {
    return run;
  }

  private void wake() {
    JobWire open = wire.get();
    if (open != null) {
      open.wake();
    }
  }

  private void loop() {
    boolean done = false;
    while (!done && !stopping) {
      try {
        done = coordinate();
      } catch (Fenced e) {
        LOG.info("{}; this coordinator stops", e.getMessage());
        done = true;
      } catch (PlatformException e) {
        move(JobState.FAILED, JobReason.of(e));
        done = true;
      } catch (RuntimeException e) {
        LOG.warn("[job={}] coordinator starts over: {}", job.id(), e.toString(), e);
        waits(
            brokersAway()
                .orElseGet(
                    () ->
                        JobReason.of(
                            ReasonCode.COORDINATOR_RETRIES,
                            "The coordinator starts over from the last checkpoint: %s"
                                .formatted(e.getMessage()),
                            "This passes by itself once brokers and database answer again.",
                            Map.of("cause", String.valueOf(e.getMessage())))));
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
    teller.finish(() -> stopping);
    ended.run();
  }

  /** True when the job has ended. */
  private boolean coordinate() {
    if (context.jobs().get(job.id()).state().isTerminal()) {
      // Cancelled between the queue's review and now.
      return true;
    }
    if (state == JobState.QUEUED) {
      move(JobState.STARTING, null);
    }
    Optional<TrainingPlan> made = prepared();
    if (made.isEmpty()) {
      return endWithoutPlan();
    }
    TrainingPlan plan = made.get();
    try (JobWire open = context.wires().open(job.id(), plan.exchanging())) {
      wire.set(open);
      JobRun taken = JobRun.takeOver(job, plan, context, teller, open);
      run = taken;
      if (state == JobState.PAUSED) {
        taken.pause();
      }
      JobView.Counters counted = JobMeters.NOTHING;
      while (!stopping) {
        Optional<JobState> end = obey(taken).or(taken::turn);
        counted = context.meters().count(counted, taken.counters());
        if (end.isPresent()) {
          taken.end();
          move(end.get(), taken.endReason());
          clean(open, end.get());
          return true;
        }
        follow(taken);
      }
      taken.checkpointNow();
      return false;
    } finally {
      wire.set(null);
      run = null;
    }
  }

  /** Empty when the job was cancelled, or the loop stopped, before there was a plan. */
  private Optional<TrainingPlan> prepared() {
    Gathering gathering = new Gathering(job, context);
    Optional<TrainingPlan> plan = Optional.empty();
    while (!stopping && !commands.contains(JobCommand.Kind.CANCEL)) {
      plan = context.preparation().prepare(job, gathering.enough());
      if (plan.isPresent()) {
        break;
      }
      gathering.ask();
      teller.explain(brokersAway().orElseGet(gathering::reason));
      LockSupport.parkNanos(GATHERED_EVERY.toNanos());
    }
    return plan;
  }

  private boolean endWithoutPlan() {
    if (stopping) {
      return false;
    }
    context.board().withdraw(job.id());
    context.assignments().release(job.id());
    move(JobState.CANCELLED, null);
    return true;
  }

  private Optional<JobState> obey(JobRun taken) {
    for (JobCommand.Kind kind = commands.poll(); kind != null; kind = commands.poll()) {
      switch (kind) {
        case CANCEL -> {
          return Optional.of(JobState.CANCELLED);
        }
        case PAUSE -> {
          if (state.mayBecome(JobState.PAUSED)) {
            taken.pause();
            move(JobState.PAUSED, null);
          }
        }
        case RESUME -> {
          if (state == JobState.PAUSED) {
            move(JobState.RUNNING, null);
            taken.resume();
          }
        }
        case START -> LOG.trace("[job={}] is started already", job.id());
      }
    }
    return Optional.empty();
  }

  /** RUNNING and STALLED follow from what the run sees. */
  private void follow(JobRun taken) {
    if (state == JobState.PAUSED) {
      return;
    }
    JobReason waiting = taken.waitingReason();
    if (waiting == null) {
      if (state == JobState.STARTING ? taken.hasCommitted() : state == JobState.STALLED) {
        move(JobState.RUNNING, null);
      }
    } else {
      waits(brokersAway().orElse(waiting));
    }
  }

  private void waits(JobReason reason) {
    if (state == JobState.RUNNING) {
      move(JobState.STALLED, reason);
    } else {
      teller.explain(reason);
    }
  }

  /** Without brokers nobody can contribute, so agents are not to blame. */
  private Optional<JobReason> brokersAway() {
    Brokers brokers = context.brokers();
    return brokers.awaySince() == null
        ? Optional.empty()
        : Optional.of(
            JobReason.of(
                ReasonCode.BROKERS_AWAY,
                brokers.sentence(),
                brokers.advice(),
                Map.of("addresses", brokers.addresses())));
  }

  private void clean(JobWire open, JobState end) {
    JobId id = job.id();
    context.board().withdraw(id);
    teller.afterwards(
        "release of partitions",
        () -> {
          context.assignments().release(id);
          context.partitions().clearPieces(id);
        });
    if (!"full".equals(job.spec().ledger())) {
      // After the last checkpoint is stored: until then the ledger is the only copy.
      teller.afterwards("end of the topics", open::delete);
    }
    LOG.info("[job={}] {}", id, end);
  }

  private void move(JobState next, @Nullable JobReason reason) {
    if (next == JobState.SUCCEEDED && !state.mayBecome(next)) {
      teller.advance(JobState.RUNNING, null);
    }
    state = next;
    teller.advance(next, reason);
  }
}
