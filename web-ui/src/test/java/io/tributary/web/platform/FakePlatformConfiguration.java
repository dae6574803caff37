package io.tributary.web.platform;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Puts the fake in front of the real control plane. */
@TestConfiguration
public class FakePlatformConfiguration {
  @Bean
  @Primary
  FakePlatform fakePlatform() {
    return new FakePlatform();
  }
}
