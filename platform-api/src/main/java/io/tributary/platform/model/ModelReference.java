package io.tributary.platform.model;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How a user names a version of a model. */
sealed interface ModelReference {
  /** What a model may be called: no {@code @}, which ends a name here. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  Pattern VERSION = Pattern.compile("[1-9]\\d{0,8}");

  /** That version and no other. */
  record Id(UUID id) implements ModelReference {}

  /** The newest version of a name that is not archived. */
  record Newest(String name) implements ModelReference {}

  /** {@code name@version}. */
  record Version(String name, int version) implements ModelReference {}

  /** {@code name@stage}: the newest version in it. */
  record InStage(String name, Stage stage) implements ModelReference {}

  /** What {@code text} says; empty where no model could be called that. */
  static Optional<ModelReference> of(String text) {
    try {
      return Optional.of(new Id(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      // A name, then.
    }
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    String which = at < 0 ? "" : text.substring(at + 1);
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    if (at < 0) {
      return Optional.of(new Newest(name));
    }
    return VERSION.matcher(which).matches()
        ? Optional.of(new Version(name, Integer.parseInt(which)))
        : Stage.named(which).map(stage -> new InStage(name, stage));
  }
}
