package io.tributary.platform.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.PlatformApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Features reach each other through what they make public, and never in a circle. */
class ModularityTest {
  private final ApplicationModules modules = ApplicationModules.of(PlatformApplication.class);

  @Test
  void featuresKeepTheirBorders() {
    modules.verify();
  }

  @Test
  void everyFeatureIsAModule() {
    assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
        .contains("checkpoint", "dataset", "job", "metric", "model", "problem", "security");
  }
}
