package io.tributary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.web.jobs.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** Every visible string is a message, and every message exists in both languages. */
class MessagesTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Pattern KEY = Pattern.compile("#\\{([A-Za-z0-9.]+)");
  private static final Pattern DYNAMIC = Pattern.compile("#\\{\\$\\{'([a-zA-Z.]+)' \\+");
  private static final Set<String> SPOKEN =
      Set.of("title", "aria-label", "placeholder", "alt", "data-label");

  @Test
  void bothLanguagesHaveTheSameKeys() throws IOException {
    assertThat(keys("messages_zh_CN.properties")).isEqualTo(keys("messages.properties"));
  }

  @Test
  void noMessageIsEmptyAndChineseIsNotEnglish() throws IOException {
    Properties english = load("messages.properties");
    Properties chinese = load("messages_zh_CN.properties");
    assertThat(english.values()).noneMatch(text -> text.toString().isBlank());
    assertThat(chinese.values()).noneMatch(text -> text.toString().isBlank());
    long translated =
        chinese.values().stream()
            .filter(text -> Pattern.compile("\\p{IsHan}").matcher(text.toString()).find())
            .count();
    assertThat(translated).isGreaterThan(chinese.size() * 9L / 10);
  }

  @Test
  void everyKeyOfATemplateExists() throws IOException {
    Set<String> known = keys("messages.properties");
    for (Path template : templates()) {
      Matcher used = KEY.matcher(Files.readString(template));
      while (used.find()) {
        assertThat(known).as(template.toString()).contains(used.group(1));
      }
      Matcher family = DYNAMIC.matcher(Files.readString(template));
      while (family.find()) {
        assertThat(known).as(template.toString()).anyMatch(key -> key.startsWith(family.group(1)));
      }
    }
  }

  @Test
  void everyStateOfAJobHasAWord() throws IOException {
    Set<String> known = keys("messages.properties");
    for (JobStatus status : JobStatus.values()) {
      assertThat(known).contains("state." + status.name());
    }
  }

  @Test
  void noTemplateHasTextOfItsOwn() throws IOException {
    for (Path template : templates()) {
      assertThat(untranslated(Files.readString(template))).as(template.toString()).isEmpty();
    }
  }

  @Test
  void aTemplateWithTextOfItsOwnIsFound() {
    assertThat(untranslated("<p>Hello</p>")).containsExactly("p: Hello");
    assertThat(untranslated("<p title='Hello'></p>")).containsExactly("p title: Hello");
    assertThat(untranslated("<p th:text='#{a}'></p><b translate='no'>Tributary</b> · ")).isEmpty();
  }

  private static List<String> untranslated(String template) {
    Set<String> found = new TreeSet<>();
    Document document = Jsoup.parse(template, "", Parser.xmlParser());
    for (Element element : document.getAllElements()) {
      if (element.closest("[translate=no]") == null && hasLetters(element.ownText())) {
        found.add(element.tagName() + ": " + element.ownText());
      }
      for (String attribute : SPOKEN) {
        if (hasLetters(element.attr(attribute))) {
          found.add(element.tagName() + " " + attribute + ": " + element.attr(attribute));
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean hasLetters(String text) {
    return text.codePoints().anyMatch(Character::isLetter);
  }

  private static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".html")).toList();
      assertThat(found).hasSizeGreaterThan(10);
      return found;
    }
  }

  private static Set<String> keys(String file) throws IOException {
    return new TreeSet<>(load(file).stringPropertyNames());
  }

  private static Properties load(String file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = MessagesTest.class.getResourceAsStream("/" + file)) {
      assertThat(in).as(file).isNotNull();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
