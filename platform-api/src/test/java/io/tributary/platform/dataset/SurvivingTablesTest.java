package io.tributary.platform.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any table comes back bit by bit: numbers, texts, what is missing. Each row is a number, a text
 * and a number again. Parquet is compared with a file of another writer in {@link ReadFormatsTest}.
 */
class SurvivingTablesTest {
  private static Path folder = Path.of("");

  record Line(@Nullable Double number, @Nullable String text, double always) {}

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("surviving");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    FileSystemUtils.deleteRecursively(folder);
  }

  @Property(tries = 60)
  void throughCsv(@ForAll("lines") List<Line> lines) {
    String file =
        lines.stream()
            .map(
                l ->
                    (l.number() == null ? "" : l.number())
                        + ",\""
                        + (l.text() == null ? "" : ("t" + l.text() + "t").replace("\"", "\"\""))
                        + "\","
                        + l.always())
            .collect(Collectors.joining("\n", "number,text,always\n", "\n"));

    requireSame(file, lines, "t");
  }

  @Property(tries = 60)
  void throughJsonLines(@ForAll("lines") List<Line> lines) {
    String file =
        lines.stream()
            .map(l -> JsonMapper.shared().writeValueAsString(l))
            .collect(Collectors.joining("\n"));

    requireSame(file, lines, "");
  }

  @Property(tries = 60)
  void throughArff(@ForAll("lines") List<Line> lines) {
    String file =
        lines.stream()
            .map(
                l ->
                    (l.number() == null ? "?" : l.number())
                        + ", "
                        + (l.text() == null ? "?" : quoted(l.text()))
                        + ", "
                        + l.always())
            .collect(
                Collectors.joining(
                    "\n",
                    "@relation r\n@attribute number real\n@attribute text string\n"
                        + "@attribute always numeric\n@data\n",
                    "\n"));

    requireSame(file, lines, "");
  }

  @Property(tries = 60)
  void throughNumpy(@ForAll("lines") List<Line> lines) {
    double[] values =
        lines.stream()
            .flatMapToDouble(
                l -> DoubleStream.of(l.number() == null ? Double.NaN : l.number(), l.always()))
            .toArray();

    ReadFiles read = ReadFiles.of(folder, NpyBytes.doubles(lines.size(), 2, values));

    assertThat(read.column("c2")).isEqualTo(lines.stream().map(Line::always).toList());
    if (lines.stream().anyMatch(l -> l.number() != null)) {
      assertThat(read.column("c1")).isEqualTo(numbers(lines));
    }
  }

  private static String quoted(String text) {
    String escaped =
        text.replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return "'" + escaped + "'";
  }

  private static void requireSame(String file, List<Line> lines, String around) {
    ReadFiles read = ReadFiles.of(folder, file.getBytes(UTF_8));

    assertThat(read.column("always")).isEqualTo(lines.stream().map(Line::always).toList());
    // A column without a value has no type: texts that are all missing.
    assertThat(read.column("number")).isEqualTo(numbers(lines));
    assertThat(read.column("text"))
        .isEqualTo(
            lines.stream().map(l -> l.text() == null ? null : around + l.text() + around).toList());
    assertThat(read.content().rejectedRows()).isZero();
  }

  private static List<@Nullable Double> numbers(List<Line> lines) {
    List<@Nullable Double> numbers = new ArrayList<>();
    lines.forEach(l -> numbers.add(l.number()));
    return numbers;
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    Arbitrary<Double> numbers =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<String> texts =
        Arbitraries.strings()
            .withChars('"', '\'', ',', ';', '\\', '\t', ' ', '%', '{', '?', '\u00e9', '\u4e2d')
            .alpha()
            .numeric()
            .ofMaxLength(8);
    return Combinators.combine(numbers.injectNull(0.2), texts.injectNull(0.2), numbers)
        .as(Line::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
