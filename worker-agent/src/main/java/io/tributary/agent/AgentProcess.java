package io.tributary.agent;

import io.tributary.agent.kafka.AgentTopics;
import io.tributary.agent.local.LocalDirectory;
import io.tributary.agent.local.LocalPartitions;
import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.agent.EnrolRequest;
import io.tributary.client.agent.Enrolment;
import io.tributary.dataset.FileLimits;
import io.tributary.engine.assignment.Heartbeat;
import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent from enrolment to goodbye: keeps a session for every job that it is assigned to. */
final class AgentProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration ENROL_AGAIN = Duration.ofSeconds(15);

  private final AgentSettings settings;
  private final EnrolRequest introduction;
  private final TributaryClient client;
  private final PartitionCache cache;
  private final Map<JobId, JobSession> sessions = new ConcurrentHashMap<>();
  private final @Nullable LocalDirectory directory;
  private final @Nullable LocalPartitions partitions;
  private volatile boolean closed;
  private volatile @Nullable AgentTopics topics;

  AgentProcess(AgentSettings settings, String instance) {
    this.settings = settings;
    this.client = TributaryClient.at(settings.api()).token(settings::token).build();
    this.cache =
        new PartitionCache(client, settings.home().resolve("partitions"), settings.cacheBytes());
    this.introduction = Introduction.of(settings, instance);
    Path data = settings.data();
    this.directory =
        data == null
            ? null
            : new LocalDirectory(
                data, limits(settings.home()), settings.sharesStatistics(), settings.leastRows());
    this.partitions = directory == null ? null : new LocalPartitions(directory);
  }

  /** Files of one's own are not suspected: only the memory that a line takes is limited. */
  private static FileLimits limits(Path home) {
    return new FileLimits(
        home.resolve("files"), Long.MAX_VALUE, Integer.MAX_VALUE, 8L << 20, 10_000, 0.5, 0);
  }

  /** Returns after {@link #close()}. */
  void run() {
    while (!closed) {
      Enrolment enrolment = enrol();
      if (enrolment != null) {
        work(enrolment);
      }
    }
  }

  /** Null when the agent was closed meanwhile. */
  private @Nullable Enrolment enrol() {
    boolean told = false;
    while (!closed) {
      try {
        Enrolment enrolment = client.agents().enrol(introduction);
        LOG.info("enrolled as {}, brokers {}", enrolment.agentId(), enrolment.kafkaBootstrap());
        return enrolment;
      } catch (TributaryException | PlatformUnreachable e) {
        if (!told) {
          LOG.warn("cannot enrol at {}, trying again: {}", settings.api(), e.getMessage());
          told = true;
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
    return null;
  }

  /** Works under one agent id; returns when the control plane has forgotten it, or on close. */
  private void work(Enrolment enrolment) {
    AgentId id = new AgentId(enrolment.agentId());
    try (AgentTopics open =
        new AgentTopics(
            enrolment.kafkaBootstrap(), id, introduction.instance(), this::assigned, this::beats)) {
      topics = open;
      open.start(Duration.ofMillis(enrolment.heartbeatMillis()));
      tellFiles(id, open);
      while (!closed && isStill(id)) {
        LockSupport.parkNanos(ENROL_AGAIN.toNanos());
      }
    } finally {
      topics = null;
      sessions.values().forEach(JobSession::close);
      sessions.clear();
    }
  }

  /** Tells of the files that stay here, again whenever they change, for as long as the id holds. */
  private void tellFiles(AgentId id, AgentTopics under) {
    LocalDirectory files = directory;
    if (files != null) {
      Thread.ofPlatform()
          .daemon()
          .name("files")
          .start(() -> new FileTeller(client, id, files).run(() -> !closed && topics == under));
    }
  }

  /**
   * Enrolling again with the same instance gives the same id unless the control plane's memory was
   * lost.
   */
  private boolean isStill(AgentId id) {
    try {
      return client.agents().enrol(introduction).agentId().equals(id.value());
    } catch (TributaryException | PlatformUnreachable e) {
      LOG.debug("control plane does not answer: {}", e.getMessage());
      return true;
    }
  }

  /** A new word about one job; null means that it ended. Called on the assignments' thread. */
  private void assigned(
      JobId job, @Nullable JobAssignment assignment, AgentTopics from, AgentId id) {
    JobSession session = sessions.get(job);
    if (assignment == null || assignment.partitionsOf(id).isEmpty()) {
      if (session != null) {
        sessions.remove(job);
        session.close();
      }
    } else if (session != null) {
      session.assign(assignment);
    } else {
      JobSession fresh = new JobSession(id, assignment, client, cache, partitions, from);
      sessions.put(job, fresh);
      fresh.start();
    }
  }

  private List<Heartbeat.JobBeat> beats() {
    return sessions.values().stream().map(JobSession::beat).toList();
  }

  @Override
  public void close() {
    closed = true;
    AgentTopics open = topics;
    if (open != null) {
      open.goodbye();
    }
    client.close();
  }
}
