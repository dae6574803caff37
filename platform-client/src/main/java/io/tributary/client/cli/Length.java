package io.tributary.client.cli;

import io.tributary.client.Page;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a long list is wanted. */
final class Length {
  private static final int LARGEST_PAGE = 100;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many (${DEFAULT-VALUE} where not given).")
  private int limit = 50;

  private boolean more;

  /** Gets one page. */
  interface Pages<T> {
    Page<T> get(@Nullable String cursor, int limit);
  }

  /** Gets pages until there are enough items or no more. */
  <T> List<T> collect(Pages<T> pages) {
    if (limit < 1) {
      throw CommandFailure.usage("--limit is %d.".formatted(limit), "Write at least 1.");
    }
    List<T> items = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Page<T> page = pages.get(cursor, Math.min(LARGEST_PAGE, limit - items.size()));
      items.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null && items.size() < limit);
    more = cursor != null || items.size() > limit;
    return items.size() > limit ? items.subList(0, limit) : items;
  }

  /** Tells the person that there is more than what was written. */
  void say(PrintWriter err) {
    if (more) {
      err.printf("There are more than %d; use --limit.%n", limit);
    }
  }
}
