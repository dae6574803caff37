package io.tributary.platform.dispatch;

import io.tributary.engine.assignment.SiteRelay;
import io.tributary.engine.id.AgentId;
import io.tributary.platform.agent.LiveAgent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which sites have a relay under a placement. */
public final class SiteRelays {
  private SiteRelays() {}

  /**
   * Of each site with two agents or more that own partitions, the first of them that may be a
   * relay; no relay where none may. A relay that owns nothing is none: it does not follow the job.
   * A pure function.
   *
   * @param resting agents that may own partitions but shall not sum for others now
   */
  public static List<SiteRelay> of(
      Placement placement, List<LiveAgent> agents, Set<AgentId> resting) {
    Set<AgentId> owners = new HashSet<>(placement.owners().values());
    SortedMap<String, List<LiveAgent>> sites = new TreeMap<>();
    for (LiveAgent agent : agents) {
      String site = agent.site();
      if (site != null && owners.contains(agent.id())) {
        sites.computeIfAbsent(site, s -> new ArrayList<>()).add(agent);
      }
    }
    List<SiteRelay> relays = new ArrayList<>();
    sites.forEach(
        (site, there) ->
            there.stream()
                .filter(agent -> there.size() > 1 && agent.relay() && !resting.contains(agent.id()))
                .findFirst()
                .ifPresent(
                    relay ->
                        relays.add(
                            new SiteRelay(
                                site,
                                relay.id().value(),
                                there.stream().map(agent -> agent.id().value()).toList()))));
    return relays;
  }
}
