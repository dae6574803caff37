package io.tributary.platform.aggregation;

import io.tributary.engine.assignment.SiteRelay;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics that relays of a running job read, and gives back their space. A relay that
 * begins anew reads its site's topic from the beginning, so nothing is trimmed that belongs to a
 * step that is not committed. Belongs to the job's event loop.
 */
final class SiteTopics {
  private final JobWire wire;
  private final int staleness;
  private final Set<String> sites = new HashSet<>();
  private @Nullable Mark mark;

  /** How long the topics were when so many steps were committed. */
  private record Mark(long step, Map<String, CompletableFuture<Long>> ends) {}

  SiteTopics(JobWire wire, int staleness) {
    this.wire = wire;
    this.staleness = staleness;
  }

  /** The topics are there when this returns. */
  void open(List<SiteRelay> relays) {
    for (SiteRelay relay : relays) {
      if (sites.add(relay.site())) {
        wire.openSite(relay.site());
      }
    }
  }

  /**
   * Gives space back now and then. What was there when a mark was made belongs to steps that could
   * be computed then.
   *
   * @param step committed steps
   */
  void trim(long step) {
    Mark made = mark;
    if (made == null) {
      mark = sites.isEmpty() ? null : mark(step);
    } else if (step > made.step() + staleness) {
      mark = null;
      made.ends().forEach(this::trim);
    }
  }

  private Mark mark(long step) {
    Map<String, CompletableFuture<Long>> ends = new HashMap<>();
    sites.forEach(site -> ends.put(site, wire.siteEnd(site)));
    return new Mark(step, ends);
  }

  /** An answer that failed, or is not there yet, costs only space, until the next. */
  private void trim(String site, CompletableFuture<Long> end) {
    if (end.isDone() && !end.isCompletedExceptionally()) {
      wire.trimSite(site, end.join());
    }
  }
}
