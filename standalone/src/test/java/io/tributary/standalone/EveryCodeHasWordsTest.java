package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.advice.AdviceCode;
import io.tributary.platform.job.MoveCode;
import io.tributary.platform.job.ReasonCode;
import io.tributary.platform.job.RelayCode;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.ProblemCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every code that the control plane can say has its words in every language of the dashboard, and
 * these words want no value that does not come with the code. It stands here because the two
 * modules do not know each other.
 */
class EveryCodeHasWordsTest {
  private static final Path MESSAGES = Path.of("..", "web-ui", "src", "main", "resources");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** What the dashboard makes of the job's reason inside a problem. */
  private static final Set<String> FROM_THE_REASON = Set.of("because", "remedy");

  @ParameterizedTest
  @ValueSource(strings = {"messages.properties", "messages_zh_CN.properties"})
  void andTheWordsWantNothingThatIsNotThere(String file) throws IOException {
    Properties messages = load(file);
    List<String> wrong = new ArrayList<>();
    for (ReasonCode code : ReasonCode.values()) {
      check(messages, "reason", code.name(), code.facts(), List.of("sentence", "advice"), wrong);
      check(messages, "reason", code.name(), Set.of(), List.of("title"), wrong);
    }
    for (ProblemCode code : ProblemCode.values()) {
      Set<String> values = new TreeSet<>(code.facts());
      if (values.contains("reason")) {
        values.addAll(FROM_THE_REASON);
      }
      check(messages, "problem", code.name(), values, List.of("cause", "advice"), wrong);
      check(messages, "problem", code.name(), Set.of(), List.of("title"), wrong);
    }
    for (MoveCode code : MoveCode.values()) {
      Set<String> values = new TreeSet<>(code.facts());
      values.addAll(MoveCode.common());
      check(messages, "moved", code.name(), values, wrong);
    }
    for (AdviceCode code : AdviceCode.values()) {
      check(messages, "advice.said", code.name(), code.facts(), wrong);
    }
    for (RelayCode code : RelayCode.values()) {
      check(messages, "relays", code.name(), code.facts(), wrong);
    }
    for (ErrorCode code : ErrorCode.values()) {
      check(messages, "refusal", code.name(), Set.of(), List.of("title", "advice"), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsMissingOrWantsTooMuchIsFound() {
    Properties messages = new Properties();
    messages.setProperty("reason.sentence.NO_AGENTS", "{step} waits.");
    List<String> wrong = new ArrayList<>();
    check(messages, "reason", "NO_AGENTS", Set.of(), List.of("sentence", "advice"), wrong);
    assertThat(wrong)
        .containsExactly(
            "reason.sentence.NO_AGENTS wants {step}", "reason.advice.NO_AGENTS is missing");
  }

  private static void check(
      Properties messages,
      String family,
      String code,
      Collection<String> values,
      List<String> parts,
      List<String> wrong) {
    for (String part : parts) {
      check(messages, family + "." + part, code, values, wrong);
    }
  }

  private static void check(
      Properties messages,
      String family,
      String code,
      Collection<String> values,
      List<String> wrong) {
    String key = family + "." + code;
    String words = messages.getProperty(key, "");
    if (words.isBlank()) {
      wrong.add(key + " is missing");
    }
    PLACE
        .matcher(words)
        .results()
        .map(place -> place.group(1))
        .filter(name -> !values.contains(name))
        .forEach(name -> wrong.add("%s wants {%s}".formatted(key, name)));
  }

  private static Properties load(String file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(MESSAGES.resolve(file))) {
      properties.load(reader);
    }
    return properties;
  }
}
