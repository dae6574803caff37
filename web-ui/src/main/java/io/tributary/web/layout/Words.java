package io.tributary.web.layout;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
      List.of("accuracy", "loss", "logLoss", "f1Macro", "rocAuc", "rmse", "mae", "r2", "inertia");

  private final MessageSource messages;

  Words(MessageSource messages) {
    this.messages = messages;
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
    String told = of(family, code, otherwise);
    for (Map.Entry<String, Object> value : values.entrySet()) {
      told = told.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
    }
    return told.indexOf('{') >= 0 ? otherwise : told;
  }
}
