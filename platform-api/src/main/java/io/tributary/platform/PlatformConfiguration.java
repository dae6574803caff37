package io.tributary.platform;

import io.tributary.engine.grid.ChunkWorkers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What every module is handed instead of creating it. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PlatformConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** For the chunks of large models: a thread for each processor, shared by all jobs. */
  @Bean
  ChunkWorkers chunkWorkers() {
    return ChunkWorkers.on(
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("chunks-", 0).factory()));
  }

  /** For secrets: tokens and passwords. */
  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }
}
