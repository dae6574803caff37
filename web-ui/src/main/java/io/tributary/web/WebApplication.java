package io.tributary.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The dashboard. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WebApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(WebApplication.class, arguments);
  }
}
