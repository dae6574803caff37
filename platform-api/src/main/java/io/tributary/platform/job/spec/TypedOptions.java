package io.tributary.platform.job.spec;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that each type of one part of the spec can be given, with their defaults.
 *
 * @param path of the part in the document
 * @param defaultType when the document names none
 * @param defaults by type, then by key
 */
record TypedOptions(String path, String defaultType, Map<String, Map<String, Double>> defaults) {

  /** Every type, the plainest first. */
  List<String> types() {
    return List.copyOf(defaults.keySet());
  }

  /** By key, the type's options in a complete spec: what is given, else the type's default. */
  Map<String, @Nullable Double> complete(String type, Map<String, @Nullable Double> given) {
    Map<String, @Nullable Double> complete = new HashMap<>(defaults.getOrDefault(type, Map.of()));
    complete.replaceAll(
        (key, otherwise) -> {
          Double value = given.get(key);
          return value == null ? otherwise : value;
        });
    return complete;
  }

  /** An option that a spec gives as a whole number. */
  static @Nullable Double number(@Nullable Integer value) {
    return value == null ? null : value.doubleValue();
  }

  /** The other way round. */
  static @Nullable Integer whole(@Nullable Double value) {
    return value == null ? null : value.intValue();
  }

  /** Reports options that the type does not have. */
  void check(String type, Map<String, @Nullable Double> given, Violations violations) {
    given.forEach(
        (key, value) -> {
          if (value != null && !defaults.getOrDefault(type, Map.of()).containsKey(key)) {
            String owners = Spelling.list(ownersOf(key));
            violations.add(
                path + "." + key,
                "%s.%s is only for type %s, but the type is %s.".formatted(path, key, owners, type),
                "Leave it out, or write one of these types: %s.".formatted(owners));
          }
        });
  }

  private List<String> ownersOf(String key) {
    return defaults.entrySet().stream()
        .filter(entry -> entry.getValue().containsKey(key))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A builder that keeps the order of types. */
  static Builder at(String path, String defaultType) {
    return new Builder(path, defaultType);
  }

  static final class Builder {
    private final String path;
    private final String defaultType;
    private final Map<String, Map<String, Double>> defaults = new LinkedHashMap<>();

    private Builder(String path, String defaultType) {
      this.path = path;
      this.defaultType = defaultType;
    }

    Builder type(String type, Map<String, Double> options) {
      defaults.put(type, options);
      return this;
    }

    TypedOptions build() {
      return new TypedOptions(path, defaultType, defaults);
    }
  }
}
