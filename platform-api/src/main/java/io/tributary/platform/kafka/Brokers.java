package io.tributary.platform.kafka;

import io.tributary.client.problem.ProblemView;
import io.tributary.platform.problem.ProblemCode;
import io.tributary.platform.problem.ProblemSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the brokers answer; asked in the background every two seconds. While they do not, silence
 * proves nothing about agents: their heartbeats come through the brokers. Thread-safe.
 */
@Component
public class Brokers implements ProblemSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Admin admin;
  private final Clock clock;
  private final String addresses;
  private volatile @Nullable Instant awaySince;

  Brokers(KafkaClients clients, KafkaSettings settings, Clock clock) {
    this.admin = clients.admin();
    this.addresses = settings.bootstrapServers();
    this.clock = clock;
  }

  /** Since when no broker answers; null while one does, and before the first question. */
  public @Nullable Instant awaySince() {
    return awaySince;
  }

  /** Where the brokers should be, as the settings say. */
  public String addresses() {
    return addresses;
  }

  /** What the brokers' absence means, with their addresses. */
  public String sentence() {
    return "No broker answers at %s.".formatted(addresses);
  }

  /** What to do about {@link #sentence()}. */
  public String advice() {
    return "Check that Kafka runs and has disk space; what waits for it goes on by itself.";
  }

  @Scheduled(fixedDelayString = "${tributary.kafka.probe-every:PT2S}")
  void probe() {
    try {
      admin
          .describeCluster(
              new DescribeClusterOptions().timeoutMs(Math.toIntExact(PATIENCE.toMillis())))
          .nodes()
          .get();
      if (awaySince != null) {
        LOG.info("The brokers answer again.");
      }
      awaySince = null;
    } catch (ExecutionException e) {
      if (awaySince == null) {
        awaySince = clock.instant();
        LOG.warn("{} {}", sentence(), String.valueOf(e.getCause()));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<ProblemView> problems() {
    Instant since = awaySince;
    return since == null
        ? List.of()
        : List.of(
            ProblemCode.BROKERS_AWAY.ofPlatform(
                sentence() + " No step can be committed and no heartbeat of an agent arrives.",
                advice(),
                since,
                Map.of("addresses", addresses)));
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
