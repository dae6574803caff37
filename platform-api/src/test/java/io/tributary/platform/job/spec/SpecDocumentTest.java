package io.tributary.platform.job.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.platform.job.spec.SpecDocument.Notation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecDocumentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "YAML | a: 1#b: [1, 2 | line 2",
        "YAML | a: 1#a: 2     | line 2",
        "YAML | a: 1#  b: 2   | line 2",
        "JSON | {'a': 1,#'b'} | line 2",
        "JSON | {'a': 1} x    | line 1",
        "JSON | {'a':1,'a':2} | line 1",
        "YAML | ''            | line 1",
      })
  void aBrokenDocumentIsToldWithItsLineAndColumn(Notation notation, String text, String place) {
    String document = text.replace('#', '\n').replace('\'', '"').strip();
    assertThatThrownBy(() -> SpecDocument.parse(document.equals("\"\"") ? "" : document, notation))
        .isInstanceOfSatisfying(
            PlatformException.class,
            broken -> {
              assertThat(broken.code()).isEqualTo(ErrorCode.MALFORMED_DOCUMENT);
              assertThat(broken).hasMessageContaining(place).hasMessageContaining("column");
              assertThat(broken.violations().getFirst().field()).startsWith(place);
            });
  }

  @Test
  void theSameDocumentReadsTheSameInBothNotations() {
    assertThat(SpecDocument.parse("{\"a\": [1, 2.5, \"y\", true]}", Notation.JSON))
        .isEqualTo(SpecDocument.parse("a:\n- 1\n- 2.5\n- y\n- true", Notation.YAML));
  }

  @Test
  void onlyAContentTypeOfJsonMeansJson() {
    assertThat(Notation.of("application/json;charset=utf-8")).isEqualTo(Notation.JSON);
    assertThat(Notation.of("text/yaml")).isEqualTo(Notation.YAML);
    assertThat(Notation.of(null)).isEqualTo(Notation.YAML);
  }
}
