package io.tributary.web.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.model.ModelView.InputColumn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TryFieldTest {
  @Test
  void eachKindOfColumnIsFilledInAsItsValuesAreWritten() {
    List<String> many = IntStream.range(0, 201).mapToObj(Integer::toString).toList();

    assertThat(control("numeric", 1, List.of())).isEqualTo("number");
    assertThat(control("vector", 4, List.of())).isEqualTo("vector");
    assertThat(control("sparse", 60_000, List.of())).isEqualTo("sparse");
    assertThat(control("categorical", 1, List.of("a", "b"))).isEqualTo("list");
    assertThat(control("categorical", 1, many)).isEqualTo("proposals");
    // More categories than a model lists: any text.
    assertThat(control("categorical", 1, List.of())).isEqualTo("proposals");
  }

  private static String control(String type, int width, List<String> values) {
    return TryField.of(new InputColumn("x", type, width, values), null).control();
  }
}
