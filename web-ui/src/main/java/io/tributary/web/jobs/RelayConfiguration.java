package io.tributary.web.jobs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Threads of {@link JobEventRelay}. */
@Configuration
class RelayConfiguration {

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService relayThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-events-", 0).factory());
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService relayTimer() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("job-events-beat").factory());
  }
}
