package io.tributary.engine.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.Task;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HashedWordsTest {

  @Test
  void wordsAreRunsOfLettersAndDigitsInLowerCase() {
    assertThat(HashedWords.words("Don't PANIC: 42 Äpfel, naïve-ish!"))
        .containsExactly("don", "t", "panic", "42", "äpfel", "naïve", "ish");
    assertThat(HashedWords.words("  \t—…")).isEmpty();
  }

  @Test
  void scriptsWithoutSpacesGiveAWordPerCharacter() {
    assertThat(HashedWords.words("我爱GPU计算")).containsExactly("我", "爱", "gpu", "计", "算");
    assertThat(HashedWords.words("カナ𠀀x")).containsExactly("カ", "ナ", "𠀀", "x");
  }

  /** Hashes as {@code sklearn.utils.murmurhash3_32} gives them. */
  @Test
  void placesAreThoseOfMurmurHash() {
    HashedWords one = new HashedWords(1 << 20, 1);
    assertThat(one.counts("cat cat"))
        .containsExactly(Map.entry(Math.floorMod(1751422759, 1 << 20), 2));
    assertThat(one.counts("猫")).containsOnlyKeys(Math.floorMod(-1162507245, 1 << 20));
  }

  private static JsonNode fixture() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(HashedWordsTest.class.getResourceAsStream("words.json"))) {
      return JsonMapper.builder().build().readTree(file);
    }
  }

  /** Rows with a text, and a number that is 0. */
  private static Table table(List<String> texts) {
    Map<String, Integer> dictionary = new LinkedHashMap<>();
    int[] codes =
        texts.stream()
            .mapToInt(
                text ->
                    text.isEmpty() ? -1 : dictionary.computeIfAbsent(text, t -> dictionary.size()))
            .toArray();
    return new Table(
        List.of(
            new Column.Numeric("zero", new double[texts.size()]),
            new Column.Categorical("text", codes, List.copyOf(dictionary.keySet())),
            new Column.Categorical("kind", new int[texts.size()], List.of("a"))));
  }

  private static Preprocessing fitted(List<String> texts, int cut) {
    PreprocessingFitter fitter =
        new PreprocessingFitter(
                List.of("zero", "text"), "kind", Task.CLASSIFICATION, Scaling.STANDARDIZE)
            .withTexts(Map.of("text", new HashedWords(16, 2)));
    fitter.accept(table(texts.subList(0, cut)));
    fitter.accept(table(texts.subList(cut, texts.size())));
    return fitter.fit();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void inputsAreThoseOfScikitLearnHoweverRowsAreCut(int cut) throws IOException {
    JsonNode fixture = fixture();
    List<String> texts = new ArrayList<>();
    fixture.get("texts").forEach(text -> texts.add(text.asString()));
    Preprocessing preprocessing = fitted(texts, cut);
    assertThat(preprocessing.inputs()).isEqualTo(1 + 16);
    InputRows.Sparse rows =
        (InputRows.Sparse) new PreprocessingApplier(preprocessing).inputRows(table(texts));
    for (int row = 0; row < texts.size(); row++) {
      double[] inputs = new double[17];
      for (int i = rows.offsets()[row]; i < rows.offsets()[row + 1]; i++) {
        assertThat(i == rows.offsets()[row] || rows.places()[i] > rows.places()[i - 1]).isTrue();
        inputs[rows.places()[i]] = rows.values()[i];
      }
      for (int place = 0; place < 16; place++) {
        assertThat(inputs[1 + place])
            .as("row %d, place %d", row, place)
            .isCloseTo(fixture.get("inputs").get(row).get(place).asDouble(), within(1e-6));
      }
    }
  }

  @Test
  void wordsNeverSeenHaveAPlace() {
    Preprocessing preprocessing = fitted(List.of("one two", "two three"), 1);
    InputRows.Sparse rows =
        (InputRows.Sparse)
            new PreprocessingApplier(preprocessing).inputRows(table(List.of("never")));
    assertThat(rows.values()).containsExactly(1f);
  }
}
