package io.tributary.platform;

import java.security.SecureRandom;
import java.time.Clock;
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

  /** For secrets: tokens and passwords. */
  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }
}
