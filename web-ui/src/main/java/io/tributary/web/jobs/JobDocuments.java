package io.tributary.web.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Job specs as YAML text and as nested maps; keys that the form does not know survive. */
final class JobDocuments {
  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private JobDocuments() {}

  /**
   * The document as a tree; empty for an empty document.
   *
   * @throws MalformedDocument when it is not YAML, or not a mapping
   */
  static Map<String, Object> parse(String text) throws MalformedDocument {
    if (text.isBlank()) {
      return new LinkedHashMap<>();
    }
    try {
      Map<String, Object> tree = YAML.readValue(text, TREE);
      return tree == null ? new LinkedHashMap<>() : tree;
    } catch (JacksonException malformed) {
      int line = malformed.getLocation() == null ? 0 : malformed.getLocation().getLineNr();
      throw new MalformedDocument(line, malformed.getOriginalMessage());
    }
  }

  static String write(Map<String, Object> tree) {
    return YAML.writeValueAsString(tree);
  }

  /** The value at a dotted path; null where there is none. */
  static @Nullable Object get(Map<String, Object> tree, String path) {
    Object at = tree;
    for (String key : path.split("\\.", -1)) {
      if (!(at instanceof Map<?, ?> map)) {
        return null;
      }
      at = map.get(key);
    }
    return at;
  }

  /** Sets the value at a dotted path; null removes it, and what is empty without it. */
  static void put(Map<String, Object> tree, String path, @Nullable Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      if (value == null) {
        tree.remove(path);
      } else {
        tree.put(path, value);
      }
      return;
    }
    String key = path.substring(0, dot);
    Map<String, Object> child = new LinkedHashMap<>();
    if (tree.get(key) instanceof Map<?, ?> present) {
      present.forEach((name, held) -> child.put(String.valueOf(name), held));
    }
    put(child, path.substring(dot + 1), value);
    put(tree, key, child.isEmpty() ? null : child);
  }

  /** Text that is not a YAML mapping. */
  static final class MalformedDocument extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    MalformedDocument(int line, @Nullable String message) {
      super(message);
      this.line = line;
    }

    /** From 1; 0 where unknown. */
    int line() {
      return line;
    }
  }
}
