package io.tributary.platform.aggregation;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobView;
import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.platform.advice.Measurements;
import io.tributary.platform.agent.AgentBeat;
import io.tributary.platform.agent.Agents;
import io.tributary.platform.agent.AgentsChanged;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.dispatch.AssignmentBoard;
import io.tributary.platform.dispatch.Assignments;
import io.tributary.platform.dispatch.EdgePreparation;
import io.tributary.platform.dispatch.JobPreparation;
import io.tributary.platform.dispatch.PartitionStore;
import io.tributary.platform.job.JobCommand;
import io.tributary.platform.job.JobEvents;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.job.ReasonCode;
import io.tributary.platform.job.RunningJobs;
import io.tributary.platform.kafka.Brokers;
import io.tributary.platform.metric.Metrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Starts an event loop for every job that can run, at start-up and whenever jobs or agents come;
 * gives commands to the loops; tells why a job has to wait in the queue.
 */
@Service
class JobLoops implements RunningJobs, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(JobLoops.class);
  private static final Set<JobState> UNDER_WAY =
      EnumSet.of(JobState.STARTING, JobState.RUNNING, JobState.STALLED, JobState.PAUSED);

  private final JobContext context;
  private final Map<JobId, JobLoop> loops = new ConcurrentHashMap<>();
  private volatile @Nullable ScheduledExecutorService scheduler;
  private volatile boolean running;

  JobLoops(
      Jobs jobs,
      JobEvents events,
      Metrics metrics,
      Measurements measurements,
      Checkpoints checkpoints,
      Agents agents,
      Assignments assignments,
      AssignmentBoard board,
      PartitionStore partitions,
      JobPreparation preparation,
      EdgePreparation edge,
      Datasets datasets,
      JobWireFactory wires,
      Brokers brokers,
      JobMeters meters,
      AggregationSettings settings,
      PlacementSettings placement,
      ChunkWorkers workers,
      Clock clock) {
    this.context =
        new JobContext(
            jobs,
            events,
            metrics,
            measurements,
            checkpoints,
            agents,
            assignments,
            board,
            partitions,
            preparation,
            edge,
            datasets,
            wires,
            brokers,
            meters,
            settings,
            placement,
            workers,
            clock);
  }

  @Override
  public void start() {
    running = true;
    ScheduledExecutorService fresh =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("job-scheduler").factory());
    fresh.scheduleWithFixedDelay(this::reviewSafely, 0, 1, TimeUnit.SECONDS);
    scheduler = fresh;
  }

  @EventListener
  void on(JobCommand command) {
    JobLoop loop = loops.get(command.id());
    if (loop != null) {
      loop.command(command.kind());
    } else if (command.kind() == JobCommand.Kind.START) {
      reviewSoon();
    }
  }

  @EventListener
  void on(AgentsChanged changed) {
    reviewSoon();
  }

  private void reviewSoon() {
    ScheduledExecutorService running = scheduler;
    if (running != null) {
      running.execute(this::reviewSafely);
    }
  }

  private void reviewSafely() {
    try {
      review();
    } catch (RuntimeException e) {
      LOG.warn("jobs not reviewed, trying again in a second: {}", e.toString());
    }
  }

  private void review() {
    for (JobRecord job : context.jobs().inStates(UNDER_WAY)) {
      startLoop(job);
    }
    for (JobRecord job : context.jobs().inStates(EnumSet.of(JobState.QUEUED))) {
      Optional<JobReason> obstacle = obstacle(job);
      if (obstacle.isPresent()) {
        context.jobs().explain(job.id(), obstacle.get());
      } else {
        startLoop(job);
      }
    }
  }

  private Optional<JobReason> obstacle(JobRecord job) {
    List<LiveAgent> live = context.agents().live();
    JobSpec.WorkersSpec workers = job.spec().workers();
    Integer min = workers == null ? null : workers.min();
    int wanted = min == null ? 1 : min;
    if (live.isEmpty()) {
      return Optional.of(
          JobReason.of(
              ReasonCode.NO_AGENTS,
              "No agent is connected.",
              "Start an agent, for example with ./tributary agents add 1. The job starts by itself.",
              Map.of()));
    }
    ComputeKind kind = ComputeKind.of(job, null, false);
    Optional<JobReason> mismatch = kind.obstacle(live);
    if (mismatch.isPresent()) {
      return mismatch;
    }
    int connected = kind.onBackend(live).size();
    if (connected < wanted) {
      return Optional.of(Waiting.waitingForAgents(connected, wanted));
    }
    if (loops.size() >= context.settings().maxRunningJobs() && !loops.containsKey(job.id())) {
      return Optional.of(
          JobReason.of(
              ReasonCode.WAITING_FOR_CAPACITY,
              "%d jobs are running, which is the limit.".formatted(loops.size()),
              "The job starts when one of them ends; tributary.aggregation.max-running-jobs is the limit.",
              Map.of("running", loops.size())));
    }
    return Optional.empty();
  }

  private void startLoop(JobRecord job) {
    loops.computeIfAbsent(
        job.id(),
        id -> {
          JobTeller teller =
              new JobTeller(
                  id,
                  context.jobs(),
                  context.events(),
                  context.metrics(),
                  context.measurements(),
                  context.checkpoints());
          JobLoop loop = new JobLoop(job, context, teller, () -> loops.remove(id));
          loop.start();
          return loop;
        });
  }

  @Override
  public void stop() {
    running = false;
    ScheduledExecutorService stopping = scheduler;
    scheduler = null;
    if (stopping != null) {
      stopping.shutdownNow();
    }
    loops.values().forEach(JobLoop::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public List<JobView.Worker> workers(JobId id) {
    Optional<JobRun.Sight> sight = sight(id);
    if (sight.isEmpty()) {
      return List.of();
    }
    Map<AgentId, List<Integer>> owned = new TreeMap<>(Comparator.comparing(AgentId::value));
    sight
        .get()
        .owners()
        .forEach((p, agent) -> owned.computeIfAbsent(agent, a -> new ArrayList<>()).add(p));
    List<JobView.Worker> workers = new ArrayList<>();
    owned.forEach((agent, partitions) -> workers.add(worker(id, agent, partitions)));
    return workers;
  }

  private JobView.Worker worker(JobId job, AgentId agent, List<Integer> partitions) {
    Agents agents = context.agents();
    Optional<AgentBeat> beat = agents.beat(agent, job);
    double age = agents.secondsSinceHeartbeat(agent);
    return new JobView.Worker(
        agent.value(),
        agents.nameOf(agent),
        beat.map(AgentBeat::phase).orElse("joining"),
        beat.map(AgentBeat::step).orElse(0L),
        List.copyOf(partitions),
        beat.map(AgentBeat::samplesPerSecond).orElse(0.0),
        beat.map(AgentBeat::computeMillis).orElse(0.0),
        Double.isInfinite(age) ? -1 : age);
  }

  @Override
  public List<JobView.Partition> partitions(JobId id) {
    Map<Integer, AgentId> owners = sight(id).map(JobRun.Sight::owners).orElse(Map.of());
    return context.partitions().partitions(id).stream()
        .map(
            p -> {
              AgentId owner = owners.get(p.partition());
              return new JobView.Partition(
                  p.partition(),
                  p.trainRows(),
                  p.holdoutRows(),
                  owner == null ? null : owner.value());
            })
        .toList();
  }

  @Override
  public long generation(JobId id) {
    return sight(id)
        .map(s -> s.generation().value())
        .orElseGet(() -> context.assignments().generation(id));
  }

  @Override
  public JobView.@Nullable Counters counters(JobId id) {
    return sight(id).map(JobRun.Sight::counters).orElse(null);
  }

  private Optional<JobRun.Sight> sight(JobId id) {
    return Optional.ofNullable(loops.get(id)).map(JobLoop::run).map(JobRun::sight);
  }
}
