package io.tributary.engine.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Each rule holds for the engine and is broken by a class made to break it. */
class EngineBordersTest {
  private static final ArchRule NATIVE_CODE_STAYS_IN_ITS_PACKAGES =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.tributary.engine.kernel", "io.tributary.engine.blas")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  private static final ArchRule THE_ENGINE_KNOWS_NO_PLATFORM =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "jakarta.persistence..",
              "org.hibernate..",
              "org.apache.kafka..",
              "io.tributary.platform..",
              "io.tributary.client..");

  @Test
  void nd4jAndBlasTypesAppearInKernelAndBlasOnly() {
    NATIVE_CODE_STAYS_IN_ITS_PACKAGES.check(engine());

    assertThat(violations(NATIVE_CODE_STAYS_IN_ITS_PACKAGES, UsesNativeCode.class)).isTrue();
  }

  @Test
  void nothingDependsOnSpringPersistenceOrKafka() {
    THE_ENGINE_KNOWS_NO_PLATFORM.check(engine());

    assertThat(violations(THE_ENGINE_KNOWS_NO_PLATFORM, UsesSpring.class)).isTrue();
  }

  private static JavaClasses engine() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.tributary.engine");
  }

  private static boolean violations(ArchRule rule, Class<?> breaker) {
    return rule.evaluate(new ClassFileImporter().importClasses(breaker)).hasViolation();
  }
}
