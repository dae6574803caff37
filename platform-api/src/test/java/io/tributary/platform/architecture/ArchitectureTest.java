package io.tributary.platform.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tributary.client.problem.ProblemView;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.problem.ProblemCode;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RestController;

/** The rules of DESIGN section 2 and 5, each with a counter-example that breaks it. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tributary.platform");
  private static final JavaClasses BROKEN =
      new ClassFileImporter().importPackages("io.tributary.counterexample");

  static Stream<ArchRule> rules() {
    return Stream.of(
        noClasses()
            .that()
            .resideOutsideOfPackage("..kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..")
            .as("Kafka client types appear only in packages named kafka"),
        classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .notBePublic()
            .as("controllers are package-private: requests come through Spring MVC only"),
        classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .notBePublic()
            .as("entities stay inside their feature"),
        noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .as("time comes from " + Clock.class.getSimpleName()),
        noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .as("milliseconds come from the clock"),
        noClasses().should().callConstructor(Random.class).as("randomness is injected"),
        noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class)
            .as("nothing sleeps"),
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(JobReason.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(ProblemCode.class.getName())
            .should()
            .callConstructor(JobReason.class, String.class, String.class, String.class, Map.class)
            .orShould()
            .callConstructor(
                ProblemView.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                Instant.class,
                Map.class)
            .as("reasons and problems have codes that clients can look up"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theControlPlaneKeepsTheRule(ArchRule rule) {
    rule.check(MAIN);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRuleBitesOnItsCounterExample(ArchRule rule) {
    assertThat(rule.evaluate(BROKEN).hasViolation()).isTrue();
  }
}
