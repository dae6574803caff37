package io.tributary.platform.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs {@link FirstStart} against the terminal. */
@Configuration(proxyBeanMethods = false)
class FirstStartConfiguration {

  @Bean
  FirstStart firstStart(
      Users users, ApiTokens apiTokens, Secrets secrets, SecuritySettings settings, Audit audit) {
    return new FirstStart(users, apiTokens, secrets, settings, audit, System.out);
  }
}
