package io.tributary.agent.local;

import io.tributary.dataset.FileException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A local file cannot be used. Says which place is to blame and keeps what stands there to itself:
 * it has no cause, because messages of causes quote rows.
 */
public final class WithheldException extends IOException {
  private static final Pattern PLACE =
      Pattern.compile("^(column .{1,200}?(?:, row \\d+)?): ", Pattern.DOTALL);

  private WithheldException(String message) {
    super(message);
  }

  /**
   * @param name of the data set
   */
  static WithheldException of(String name, RuntimeException failure) {
    if (failure instanceof FileException unreadable) {
      return new WithheldException(
          "the file of %s cannot be read: %s".formatted(name, unreadable.fault()));
    }
    Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
    return new WithheldException(
        place.find()
            ? "the file of %s does not fit the job at %s".formatted(name, place.group(1))
            : "the file of %s does not fit the job: %s"
                .formatted(name, failure.getClass().getSimpleName()));
  }

  static WithheldException saying(String sentence) {
    return new WithheldException(sentence);
  }
}
