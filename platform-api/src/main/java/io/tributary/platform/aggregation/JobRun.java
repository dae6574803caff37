package io.tributary.platform.aggregation;

import io.tributary.client.job.JobView;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.grid.ChunkFailedException;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.plan.EarlyStopping;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.BestParameters;
import io.tributary.engine.state.LedgerFold;
import io.tributary.engine.state.ParametersDigest;
import io.tributary.engine.state.SavedState;
import io.tributary.engine.state.TrainingState;
import io.tributary.platform.advice.Measurements;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One coordinator's time with a job, from taking over to the end. Belongs to the job's event loop;
 * what other threads may read is in {@link #sight()}.
 */
final class JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TIMED_EVERY = Duration.ofSeconds(5);
  private static final Duration MARKER_TIMEOUT = Duration.ofSeconds(40);

  private final JobRecord job;
  private final TrainingPlan plan;
  private final JobContext context;
  private final JobWire wire;
  private final Coordinator coordinator;
  private final JobMembers members;
  private final JobReporter reporter;
  private final CheckpointKeeper keeper;
  private final StepWatch watch;
  private final LevelWatch levels;
  private final StepTimings timings;
  private final SiteTopics sites;
  private final Deque<Outcome.Written> unacknowledged = new ArrayDeque<>();
  private volatile Sight sight;
  private final RoundRule rounds;
  private Instant committedAt;
  private Instant assignedAt;
  private Instant reportedAt;
  private Instant timedAt;
  private boolean committed;
  private boolean paused;
  private @Nullable JobReason endReason;

  /** What other threads may know: a consistent snapshot, replaced as a whole. */
  record Sight(
      long step, Generation generation, Map<Integer, AgentId> owners, JobView.Counters counters) {}

  private JobRun(
      JobRecord job,
      TrainingPlan plan,
      JobContext context,
      JobTeller teller,
      JobWire wire,
      Coordinator coordinator,
      LevelWatch levels,
      Checkpoint start) {
    this.job = job;
    this.plan = plan;
    this.context = context;
    this.wire = wire;
    this.coordinator = coordinator;
    this.levels = levels;
    AgentSpeeds speeds = new AgentSpeeds(context.placement().retryAfter());
    LateAgents late = new LateAgents(plan.batches().partitions(), context.placement());
    this.members = new JobMembers(job, plan, context, speeds);
    this.reporter = new JobReporter(plan, teller, context.agents(), start);
    this.keeper =
        new CheckpointKeeper(
            job, plan, context.settings().checkpointEvery(), teller, wire, start.ledgerOffset());
    this.rounds = RoundRule.of(job.spec());
    this.committedAt = context.clock().instant();
    this.assignedAt = committedAt;
    this.watch = new StepWatch(plan, speeds, late, committedAt);
    this.timings =
        new StepTimings(
            plan,
            context
                .measurements()
                .latest(job.id())
                .map(Measurements.Stored::measurements)
                .orElse(null));
    this.sites = new SiteTopics(wire, plan.strategy().staleness());
    this.reportedAt = Instant.EPOCH;
    this.timedAt = committedAt;
    this.sight =
        new Sight(
            coordinator.fold().state().step(), coordinator.generation(), Map.of(), counters());
  }

  /**
   * Becomes the job's coordinator: fences older ones, writes the marker, folds the ledger up to it,
   * assigns partitions. Waits for database and brokers.
   */
  static JobRun takeOver(
      JobRecord job, TrainingPlan plan, JobContext context, JobTeller teller, JobWire wire) {
    Generation generation = context.assignments().takeOver(job.id());
    Checkpoint start = context.checkpoints().latest(job.id()).orElseThrow();
    SavedState saved = SavedState.read(start.state());
    LedgerFold fold = new LedgerFold(saved.state(), plan);
    wire.skipToEnd();
    long marker = await(wire.append(List.of(new LedgerRecord.Marker(generation))));
    wire.replay(start.ledgerOffset(), marker, fold::apply);
    LOG.info(
        "[job={}] generation {} takes over at step {} of {}",
        job.id(),
        generation,
        fold.state().step(),
        plan.totalSteps());
    LevelWatch levels = new LevelWatch(plan, fold.state());
    Coordinator coordinator =
        new Coordinator(plan, fold, generation, wire, context.workers(), levels);
    JobRun run = new JobRun(job, plan, context, teller, wire, coordinator, levels, start);
    run.keeper.acknowledged(marker);
    if (start.ledgerOffset() > marker) {
      // The brokers lost the ledger: what follows the checkpoint begins at another offset.
      run.keeper.begin(context.clock().instant(), fold.state(), start.metrics());
      run.keeper.complete(fold.state().step(), saved.memories(), fold.state().step());
    }
    run.assign(run.members.first(context.clock().instant()));
    return run;
  }

  private static long await(CompletableFuture<Long> acknowledged) {
    try {
      return acknowledged.get(MARKER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the brokers do not take the generation marker", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the brokers", e);
    }
  }

  /**
   * One turn of the loop: waits a little for contributions, handles what is there. The end, when it
   * has come.
   */
  Optional<JobState> turn() {
    Optional<JobState> end = receive(wire.poll(POLL));
    if (end.isPresent()) {
      return end;
    }
    acknowledge();
    Instant now = context.clock().instant();
    watch.turn(now);
    goOnWithoutTheLate(now);
    end = goOnWithoutTheMissing(now);
    if (end.isPresent()) {
      return end;
    }
    if (Duration.between(reportedAt, now).compareTo(context.settings().reportEvery()) >= 0) {
      reportedAt = now;
      members.change(now).ifPresent(this::assign);
      report(now);
      wire.forgetContributions();
      sites.trim(state().step());
      if (keeper.isDue(now, state().step()) && unacknowledged.isEmpty()) {
        checkpoint(now);
      }
    }
    boolean finished = state().evaluatedAtEnd() && unacknowledged.isEmpty();
    if (finished && state().best().stopped()) {
      endReason = stoppedEarly(Objects.requireNonNull(plan.earlyStopping()), state().best());
    }
    return finished ? Optional.of(JobState.SUCCEEDED) : Optional.empty();
  }

  /** Contributions are not looked at any more when this returns. */
  private Optional<JobState> receive(List<Contribution> contributions) {
    Instant arrived = context.clock().instant();
    try {
      for (Contribution contribution : contributions) {
        if (contribution.header().generation().equals(coordinator.generation())) {
          watch.arrived(contribution, state().step(), arrived, members.owners());
          levels.arrived(contribution, state().step());
          timings.arrived(contribution, state().step(), arrived);
        }
        Optional<JobState> end = handle(coordinator.receive(contribution));
        if (end.isPresent()) {
          return end;
        }
      }
      coordinator.settle();
      return Optional.empty();
    } catch (ChunkFailedException e) {
      // Contributions are deterministic: the next attempt would fail as well.
      LOG.error("[job={}] step {} cannot be summed", job.id(), state().step(), e);
      endReason = sumFailed(state().step(), e);
      return Optional.of(JobState.FAILED);
    }
  }

  private static JobReason sumFailed(long step, ChunkFailedException failure) {
    return JobReason.of(
        ReasonCode.SUM_FAILED,
        "Chunk %d of step %d could not be summed: %s"
            .formatted(failure.chunk(), step, failure.getCause()),
        "The control plane's log has the details. Fork the job from its last checkpoint.",
        Map.of(
            "chunk", failure.chunk(), "step", step, "cause", String.valueOf(failure.getCause())));
  }

  private Optional<JobState> handle(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Written written -> written(written);
        case Outcome.Evaluated evaluated -> reporter.evaluated(evaluated);
        case Outcome.Reissued reissued ->
            LOG.debug("[job={}] step {} re-issued", job.id(), reissued.step());
        case Outcome.Remembered remembered ->
            keeper.complete(remembered.step(), remembered.memories(), state().step());
        case Outcome.Disagreed disagreed -> {
          reporter.disagreed(disagreed);
          members.distrust(disagreed.agent());
        }
        case Outcome.Diverged diverged -> {
          endReason = diverged(diverged.step());
          return Optional.of(JobState.FAILED);
        }
      }
    }
    return Optional.empty();
  }

  private void written(Outcome.Written written) {
    unacknowledged.add(written);
    committedAt = context.clock().instant();
    watch.committed(written.step(), written.summary().evaluation() != null, committedAt);
    levels.committed(written, committedAt);
    timings.committed(written.step(), written.noise(), committedAt);
    members.committed(committedAt);
    committed = true;
    reporter.written(written, written.last() ? ParametersDigest.hexOf(state().parameters()) : null);
  }

  private static JobReason diverged(long step) {
    return JobReason.of(
        ReasonCode.LOSS_NOT_FINITE,
        "The loss or a gradient was not a finite number at step %d.".formatted(step),
        "A smaller learning rate usually helps; look for extreme values in the data set's profile too.",
        Map.of("step", step));
  }

  private static JobReason stoppedEarly(EarlyStopping stopping, BestParameters best) {
    return JobReason.of(
        ReasonCode.EARLY_STOPPED,
        "%d evaluations in a row brought no better %s than %s after step %d; that step's parameters are the model."
            .formatted(stopping.patience(), stopping.metric(), best.metric(), best.step()),
        "Nothing has to be done. For a longer search, fork the job with a larger patience.",
        Map.of(
            "patience", stopping.patience(),
            "metric", stopping.metric(),
            "best", best.metric(),
            "step", best.step()));
  }

  private void acknowledge() {
    while (!unacknowledged.isEmpty() && unacknowledged.getFirst().acknowledged().isDone()) {
      keeper.acknowledged(await(unacknowledged.removeFirst().acknowledged()));
    }
  }

  /**
   * Gives partitions that keep the step waiting to others under a new generation, long before their
   * owner counts as lost. Not while the brokers owe something: then nobody can contribute.
   */
  private void goOnWithoutTheLate(Instant now) {
    if (paused
        || !watch.somebodyMayBeLate()
        || !unacknowledged.isEmpty()
        || context.brokers().awaySince() != null) {
      return;
    }
    long step = state().step();
    boolean evaluates = state().evaluatesAt(step, plan);
    Set<AgentId> late = watch.late(evaluates, coordinator.missing(), members.owners());
    if (!late.isEmpty()) {
      double seconds = watch.waitedSeconds();
      members
          .withoutRelays(late, step, seconds, now)
          .or(() -> members.without(late, step, seconds, now))
          .ifPresent(this::assign);
    }
  }

  /** Commits the step without partitions that it may do without. */
  private Optional<JobState> goOnWithoutTheMissing(Instant now) {
    Instant begun = committedAt.isAfter(assignedAt) ? committedAt : assignedAt;
    boolean goesOn =
        !paused
            && unacknowledged.isEmpty()
            && rounds.goesOn(
                plan.batches().partitions(),
                coordinator.missing(),
                members.owners().keySet(),
                Duration.between(begun, now));
    return goesOn ? handle(coordinator.withoutMissing()) : Optional.empty();
  }

  private void assign(Move move) {
    try {
      sites.open(move.relays());
      Generation generation = members.assign(move, coordinator.generation());
      coordinator.assigned(generation);
      watch.assigned(context.clock().instant());
      levels.assigned();
      timings.disturbed();
      assignedAt = context.clock().instant();
      members.announce(generation);
      sight = new Sight(state().step(), generation, members.owners(), counters());
      reporter.assigned(generation, move);
    } catch (DataAccessException e) {
      LOG.warn("[job={}] assignment not changed, trying again: {}", job.id(), e.toString());
    }
  }

  private void report(Instant now) {
    sight = new Sight(state().step(), coordinator.generation(), members.owners(), counters());
    reporter.progress(now, state());
    if (!now.isBefore(timedAt.plus(TIMED_EVERY))) {
      timedAt = now;
      reporter.timed(timings, state());
    }
  }

  /** Why nothing was committed for too long; null while all is well. */
  @Nullable JobReason waitingReason() {
    Instant now = context.clock().instant();
    Duration silent = Duration.between(committedAt, now);
    boolean nobody = members.owners().isEmpty();
    if (!nobody && silent.compareTo(context.settings().stalledAfter()) < 0) {
      return null;
    }
    return new Waiting(
            state().step(),
            silent.toMillis() / 1000.0,
            coordinator.missing(),
            members.owners(),
            members.relays(),
            context.agents().live(),
            members.kind(),
            members.minWorkers(),
            !unacknowledged.isEmpty(),
            members.away())
        .reason(context.agents(), job.id());
  }

  void pause() {
    paused = true;
    coordinator.pause();
    checkpointNow();
  }

  void resume() {
    paused = false;
    committedAt = context.clock().instant();
    watch.resumed();
    levels.resumed();
    timings.disturbed();
    handle(coordinator.resume());
  }

  /** Stores a checkpoint if everything folded is acknowledged. */
  void checkpointNow() {
    acknowledge();
    if (unacknowledged.isEmpty()) {
      checkpoint(context.clock().instant());
    }
  }

  private void checkpoint(Instant now) {
    if (plan.remembers()) {
      keeper.begin(now, state(), reporter.metrics());
      coordinator.snapshot();
    } else {
      keeper.save(now, state(), reporter.metrics());
    }
  }

  /** The last report and the last checkpoint. */
  void end() {
    reporter.progress(context.clock().instant(), state());
    reporter.timed(timings, state());
    if (unacknowledged.isEmpty()) {
      keeper.saveLast(state(), reporter.metrics());
    }
  }

  boolean hasCommitted() {
    return committed || state().step() > 0;
  }

  @Nullable JobReason endReason() {
    return endReason;
  }

  Sight sight() {
    return sight;
  }

  /** What was counted up to now. */
  JobView.Counters counters() {
    return new JobView.Counters(
        coordinator.duplicates(),
        coordinator.stale(),
        coordinator.invalid(),
        coordinator.fold().voidRecords(),
        wire.contributionBytes(),
        wire.updateBytes());
  }

  private TrainingState state() {
    return coordinator.fold().state();
  }
}
