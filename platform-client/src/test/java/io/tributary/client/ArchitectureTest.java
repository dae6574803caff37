package io.tributary.client;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tributary.client.counterexample.Counterexamples;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The borders of this module. Each rule is also shown a class that breaks it. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.client");

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(
            classes()
                .that(resideInAnyPackage("io.tributary.client.."))
                .should()
                .onlyDependOnClassesThat(
                    resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "io.tributary.client..",
                        "picocli..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.annotations.."))
                .because("the client runs in small programs"),
            Counterexamples.UsesALibrary.class),
        Arguments.of(
            noClasses()
                .that()
                .resideOutsideOfPackage("io.tributary.client.cli..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("picocli..", "io.tributary.client.cli.."))
                .because("the client serves programs without a command line"),
            Counterexamples.ParsesArguments.class),
        Arguments.of(
            noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callConstructor(Random.class)
                .because("time and randomness are passed in"),
            Counterexamples.LooksAtTheClock.class));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theModuleKeepsItsBorders(ArchRule rule, Class<?> counterexample) {
    rule.check(MAIN);
    assertThat(rule.evaluate(new ClassFileImporter().importClasses(counterexample)).hasViolation())
        .as("%s breaks: %s", counterexample.getSimpleName(), rule.getDescription())
        .isTrue();
  }
}
