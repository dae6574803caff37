package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint of another job that a job starts from. In a job spec it is the text {@code
 * job:<id>@<step>} of {@code warmStart}.
 *
 * @param step committed steps of {@code job} that are included
 */
public record ForkPoint(JobId job, long step) {
  private static final Pattern TEXT =
      Pattern.compile("job:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})@(\\d{1,18})");

  /** The point that {@code text} names; empty where it is not of the form above. */
  public static Optional<ForkPoint> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ForkPoint(
                new JobId(UUID.fromString(matcher.group(1))), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "job:" + job + "@" + step;
  }
}
