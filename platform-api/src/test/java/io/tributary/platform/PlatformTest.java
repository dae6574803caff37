package io.tributary.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole control plane against a real PostgreSQL, with a clock that tests move and requests that
 * pass every filter. Tests with this annotation and no other settings share one context.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
    properties = {
      "tributary.security.initial-admin-password=" + PlatformTest.ADMIN_PASSWORD,
      "tributary.security.agent-token=" + PlatformTest.AGENT_TOKEN,
      "tributary.dataset.upload-folder=target/uploads"
    })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = PlatformTestDatabase.class)
@Import(MovableClock.Configuration.class)
public @interface PlatformTest {
  String ADMIN_PASSWORD = "plum tractor seventeen";
  String AGENT_TOKEN = "tra_only-for-the-tests-of-this-build";
}
