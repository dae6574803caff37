package io.tributary.platform.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a version of a model stands. At most one version of a name is in production. */
enum Stage {
  NONE,
  STAGING,
  PRODUCTION,
  /** No longer of use, but kept: {@code name} alone never means it. */
  ARCHIVED;

  /** The stage of that name as it is on the wire. */
  static Optional<Stage> named(String text) {
    return Arrays.stream(values()).filter(stage -> stage.wireName().equals(text)).findFirst();
  }

  /** The name on the wire and in the database. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, for sentences. */
  static String names() {
    return Arrays.stream(values()).map(Stage::wireName).collect(Collectors.joining(", "));
  }
}
