package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes and packages that the documents name exist. Left uncovered: what is said about them. */
class DocsPointToRealCodeTest {
  private static final Path ROOT = Installation.find().root();

  /** A name of two words or more in backticks, as types are named. */
  private static final Pattern TYPE = Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})`");

  private static final Pattern PACKAGE = Pattern.compile("`(io\\.tributary(?:\\.[a-z]+)+)`");

  /** Names in that form that are no types of ours. */
  private static final Set<String> OTHERS = Set.of("SkylakeX", "NameOfTest");

  @Test
  void everyTypeNamedInADocumentExists() throws IOException {
    Set<String> types =
        javaFiles()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    assertThat(missing(TYPE, types)).isEmpty();
  }

  @Test
  void everyPackageNamedInADocumentExists() throws IOException {
    Set<String> packages =
        javaFiles()
            .map(file -> file.toString().replaceFirst("/[^/]*$", "").replace('/', '.'))
            .filter(name -> name.contains("io.tributary"))
            .map(name -> name.substring(name.indexOf("io.tributary")))
            .collect(Collectors.toSet());

    assertThat(missing(PACKAGE, packages)).isEmpty();
  }

  @Test
  void aTypeThatIsGoneIsFound() {
    assertThat(named(TYPE, "Read `LongGone` first.")).containsExactly("LongGone");
    assertThat(named(TYPE, "`PORT` is 8080, `up` starts `Haswell`.")).isEmpty();
  }

  private static Set<String> missing(Pattern kind, Set<String> existing) throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Path document : documents()) {
      for (String name : named(kind, Files.readString(document))) {
        if (!existing.contains(name) && !OTHERS.contains(name)) {
          missing.add(ROOT.relativize(document) + ": " + name);
        }
      }
    }
    return missing;
  }

  private static List<String> named(Pattern kind, String text) {
    return kind.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> below = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(below, top).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  private static Stream<Path> javaFiles() throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.walk(ROOT)) {
      found =
          all.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/"))
              .toList();
    }
    return found.stream();
  }
}
