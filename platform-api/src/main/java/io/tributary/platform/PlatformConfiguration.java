package io.tributary.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every module is handed instead of creating it. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

  /** The only clock of the control plane. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
