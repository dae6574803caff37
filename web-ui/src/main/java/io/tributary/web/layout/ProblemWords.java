package io.tributary.web.layout;

import io.tributary.client.problem.ProblemView;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Problems in the reader's language; templates call it as {@code @problemWords}. What no message
 * file knows is said in the control plane's words.
 */
@Component("problemWords")
public class ProblemWords {
  private final Words words;

  ProblemWords(Words words) {
    this.words = words;
  }

  public String title(ProblemView problem) {
    return words.of("problem.title", problem.code(), problem.title());
  }

  public String cause(ProblemView problem) {
    return words.told("problem.cause", problem.code(), facts(problem), problem.cause());
  }

  public String advice(ProblemView problem) {
    return words.told("problem.advice", problem.code(), facts(problem), problem.advice());
  }

  /** The problem's values; where it comes from a job's reason, also that reason's two sentences. */
  private Map<String, Object> facts(ProblemView problem) {
    Map<String, Object> facts = new HashMap<>(problem.values());
    if (facts.get("reason") instanceof String reason) {
      put(facts, "because", words.told("reason.sentence", reason, problem.values(), ""));
      put(facts, "remedy", words.told("reason.advice", reason, problem.values(), ""));
    }
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, String sentence) {
    if (!sentence.isEmpty()) {
      facts.put(name, sentence);
    }
  }
}
