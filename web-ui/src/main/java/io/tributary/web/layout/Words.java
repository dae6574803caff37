package io.tributary.web.layout;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Words for the stable codes of the REST contract; templates call it as {@code @words}. A code that
 * no message file knows yet shows what the control plane said about it.
 */
@Component("words")
public class Words {
  private static final List<String> METRICS =
      List.of(
          "accuracy",
          "loss",
          "logLoss",
          "f1Macro",
          "f1Micro",
          "f1Weighted",
          "rocAuc",
          "prAuc",
          "brier",
          "ece",
          "rmse",
          "mae",
          "r2",
          "poissonDeviance",
          "recallAt10",
          "recallAt50",
          "ndcgAt10",
          "inertia");

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final MessageSource messages;
  private final Formats formats;

  Words(MessageSource messages, Formats formats) {
    this.messages = messages;
    this.formats = formats;
  }

  /** The message {@code family.code}, or {@code otherwise}. */
  public String of(String family, @Nullable String code, String otherwise) {
    if (code == null) {
      return otherwise;
    }
    String found =
        messages.getMessage(family + "." + code, null, null, LocaleContextHolder.getLocale());
    return found == null ? otherwise : found;
  }

  /** The messages {@code family.code} of these codes, in their order. */
  public List<String> all(String family, List<String> codes) {
    return codes.stream().map(code -> of(family, code, code)).toList();
  }

  /** The words of all metrics that have any, by name. */
  public Map<String, String> metrics() {
    Map<String, String> words = new TreeMap<>();
    for (String name : METRICS) {
      words.put(name, of("metric", name, name));
    }
    return words;
  }

  /**
   * The message {@code family.code} with {@code {name}} replaced by the values of these names, or
   * {@code otherwise} where there is no such message or a value that it wants.
   */
  public String told(
      String family, @Nullable String code, Map<String, Object> values, String otherwise) {
    String pattern = of(family, code, "");
    if (pattern.isEmpty()) {
      return otherwise;
    }
    Matcher place = PLACE.matcher(pattern);
    StringBuilder told = new StringBuilder();
    while (place.find()) {
      Object value = values.get(place.group(1));
      if (value == null) {
        return otherwise;
      }
      place.appendReplacement(told, Matcher.quoteReplacement(text(value)));
    }
    return place.appendTail(told).toString();
  }

  /** A job's reason in a few words. A job may also fail with the code of a refusal. */
  public String reasonTitle(@Nullable String code, String otherwise) {
    return of("reason.title", code, of("refusal.title", code, otherwise));
  }

  /**
   * What to do about a refusal. The control plane's own advice is more exact, but English: readers
   * of another language get the advice for the code.
   */
  public String refusalAdvice(@Nullable String code, String said) {
    boolean english = LocaleContextHolder.getLocale().getLanguage().equals("en");
    return english && !said.isEmpty() ? said : of("refusal.advice", code, said);
  }

  private String text(Object value) {
    return switch (value) {
      case List<?> items -> items.stream().map(this::text).collect(Collectors.joining(", "));
      case Integer whole -> formats.count(whole);
      case Long whole -> formats.count(whole);
      case Number measured -> formats.measure(measured);
      default -> value.toString();
    };
  }
}
