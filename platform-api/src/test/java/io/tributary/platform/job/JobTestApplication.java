package io.tributary.platform.job;

import io.tributary.platform.TestPostgres;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Jobs, metrics and error answers of the control plane; everything else is a fake. No stereotype
 * annotation, so that scans of the whole platform do not find it.
 */
@EnableAutoConfiguration
@EnableMethodSecurity
@ComponentScan({
  "io.tributary.platform.job",
  "io.tributary.platform.metric",
  "io.tributary.platform.problem"
})
@ConfigurationPropertiesScan({"io.tributary.platform.job", "io.tributary.platform.problem"})
public class JobTestApplication {

  /** Commands that were published, oldest first. */
  static final class Commands {
    final List<JobCommand> published = new CopyOnWriteArrayList<>();

    @EventListener
    void on(JobCommand command) {
      published.add(command);
    }
  }

  @Bean
  Commands commands() {
    return new Commands();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  DynamicPropertyRegistrar database() {
    return TestPostgres::register;
  }

  @Bean
  FakeCheckpoints checkpoints() {
    return new FakeCheckpoints();
  }

  @Bean
  StartingModels models() {
    return reference -> Optional.empty();
  }

  @Bean
  FakeDatasets datasets() {
    FakeDatasets datasets = new FakeDatasets();
    datasets.with("digits", 10_000).vector("pixels", 784).column("label", "categorical", 10);
    return datasets;
  }

  @Bean
  static RoleHierarchy roles() {
    return RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_OPERATOR > ROLE_VIEWER");
  }

  @Bean
  SecurityFilterChain everybodySignedIn(HttpSecurity http) {
    return http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }
}
