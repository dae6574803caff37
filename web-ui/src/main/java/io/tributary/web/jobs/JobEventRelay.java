package io.tributary.web.jobs;

import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import io.tributary.client.job.JobEvent;
import io.tributary.web.platform.PlatformGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Passes a job's events from the control plane to a browser. Each open page holds one thread that
 * waits at the control plane; a beat notices browsers that went away. Thread-safe.
 */
@Component
class JobEventRelay {
  private static final Logger log = LoggerFactory.getLogger(JobEventRelay.class);
  private static final long BEAT_SECONDS = 10;

  private final ExecutorService threads;
  private final ScheduledExecutorService timer;

  JobEventRelay(ExecutorService relayThreads, ScheduledExecutorService relayTimer) {
    this.threads = relayThreads;
    this.timer = relayTimer;
  }

  /**
   * Starts to relay.
   *
   * @param after sequence number of the last event that the browser has; 0 for all that were kept
   */
  SseEmitter open(PlatformGateway platform, String jobId, long after) {
    SseEmitter emitter = new SseEmitter(0L);
    Future<?> following = threads.submit(() -> follow(platform, jobId, after, emitter));
    ScheduledFuture<?> beat =
        timer.scheduleWithFixedDelay(() -> beat(emitter), 0, BEAT_SECONDS, TimeUnit.SECONDS);
    Runnable close =
        () -> {
          beat.cancel(false);
          following.cancel(true);
        };
    emitter.onCompletion(close);
    emitter.onTimeout(close);
    emitter.onError(failure -> close.run());
    return emitter;
  }

  private static void follow(
      PlatformGateway platform, String jobId, long after, SseEmitter emitter) {
    try {
      platform.follow(jobId, after, event -> send(emitter, event));
      emitter.send(SseEmitter.event().name("end").data("{}"));
      emitter.complete();
    } catch (TributaryException | PlatformUnreachable e) {
      log.info("The events of job {} ended: {}", jobId, e.getMessage());
      emitter.complete();
    } catch (IOException | UncheckedIOException | IllegalStateException gone) {
      log.debug("The browser that watched job {} went away", jobId, gone);
    }
  }

  private static void send(SseEmitter emitter, JobEvent event) {
    SseEmitter.SseEventBuilder message = SseEmitter.event().name(event.kind()).data(event);
    if (event.sequence() > 0) {
      message.id(Long.toString(event.sequence()));
    }
    try {
      emitter.send(message);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static void beat(SseEmitter emitter) {
    try {
      emitter.send(SseEmitter.event().comment("beat"));
    } catch (IOException | IllegalStateException gone) {
      emitter.completeWithError(gone);
    }
  }
}
