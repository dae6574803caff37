package io.tributary.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The control plane. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PlatformApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(PlatformApplication.class, arguments);
  }
}
