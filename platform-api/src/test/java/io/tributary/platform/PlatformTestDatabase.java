package io.tributary.platform;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives each test context a new database. */
final class PlatformTestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    PGSimpleDataSource database = TestPostgres.fresh();
    TestPropertyValues.of(
            "spring.datasource.url=" + database.getURL(),
            "spring.datasource.username=" + database.getUser(),
            "spring.datasource.password=" + database.getPassword())
        .applyTo(context);
  }
}
