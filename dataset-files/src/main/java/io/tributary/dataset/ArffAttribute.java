package io.tributary.dataset;

import io.tributary.dataset.ArffLine.Malformed;
import io.tributary.dataset.ArffLine.Word;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An {@code @attribute} of an ARFF file.
 *
 * @param type null for texts, of which the number of values decides
 * @param values of a nominal attribute; empty for others
 */
record ArffAttribute(String name, @Nullable String type, Set<String> values) {
  /** Reads what follows the word {@code @attribute}. */
  static ArffAttribute of(ArffLine line) throws Malformed {
    Word name = line.word("{");
    if (name == null) {
      throw new Malformed(1, "is an attribute without a name");
    }
    if (line.take('{')) {
      Set<String> values = new LinkedHashSet<>();
      line.list('}').forEach(word -> values.add(word.text()));
      return new ArffAttribute(name.text(), "categorical", values);
    }
    String rest = line.rest().toLowerCase(Locale.ROOT);
    String type = rest.isEmpty() ? "" : rest.split("[\\s%]+")[0];
    return switch (type) {
      case "numeric", "real", "integer" -> new ArffAttribute(name.text(), "numeric", Set.of());
      case "string", "date" -> new ArffAttribute(name.text(), null, Set.of());
      default ->
          throw new Malformed(
              1,
              "is an attribute of type '%s', not one of numeric, real, integer, string, date, {...}"
                  .formatted(FileNames.printable(type)));
    };
  }

  boolean isNumeric() {
    return "numeric".equals(type);
  }
}
