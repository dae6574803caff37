package io.tributary.client.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list.
 *
 * @param states any of these; all where empty
 * @param text part of a name; null for all
 * @param cursor of the page before; null for the first
 * @param limit jobs per page; null for the control plane's choice
 */
public record JobQuery(
    List<String> states, @Nullable String text, @Nullable String cursor, @Nullable Integer limit) {
  public static final JobQuery ALL = new JobQuery(List.of(), null, null, null);

  public JobQuery {
    states = List.copyOf(states);
  }

  /** The page after one that ended with {@code nextCursor}. */
  public JobQuery after(String nextCursor) {
    return new JobQuery(states, text, nextCursor, limit);
  }
}
