package io.tributary.web.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tributary.client.TributaryClient;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

/** The dashboard is a client of the REST contract and nothing else. Each rule can fail. */
class ArchitectureTest {
  private static final JavaClasses DASHBOARD =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.web");

  private static final ArchRule ONLY_THE_CONTRACT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tributary.engine..",
              "io.tributary.platform..",
              "io.tributary.agent..",
              "java.net.http..",
              "java.sql..");

  private static final ArchRule ONLY_THE_GATEWAY_TALKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tributary.web.platform")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(TributaryClient.class);

  @Test
  void theDashboardKnowsTheContractAndNothingBehindIt() {
    ONLY_THE_CONTRACT.check(DASHBOARD);
  }

  @Test
  void onlyThePlatformPackageTalksToTheControlPlane() {
    ONLY_THE_GATEWAY_TALKS.check(DASHBOARD);
  }

  @Test
  void aClassThatGoesAroundTheContractIsFound() {
    JavaClasses guilty =
        new ClassFileImporter().importClasses(GoesAround.class, TributaryClient.class);
    assertThat(ONLY_THE_CONTRACT.evaluate(guilty).hasViolation()).isTrue();
    assertThat(ONLY_THE_GATEWAY_TALKS.evaluate(guilty).hasViolation()).isTrue();
  }

  /** What no class of the dashboard may be. */
  record GoesAround(HttpClient http, TributaryClient client) {}
}
