package io.tributary.web.agents;

import io.tributary.client.agent.AgentView;
import io.tributary.web.platform.PlatformGateway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** The list of agents. */
@Controller
class AgentsPageController {
  private final Clock clock;

  AgentsPageController(Clock clock) {
    this.clock = clock;
  }

  @GetMapping("/agents")
  String page(
      PlatformGateway platform,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
      Model model) {
    Instant now = clock.instant();
    List<AgentCard> agents =
        platform.agents().stream().map(agent -> AgentCard.of(agent, now)).toList();
    model.addAttribute("agents", agents);
    return fragment == null ? "agents/agents" : "agents/agents :: live";
  }

  @PostMapping("/agents/{id}/drain")
  String drain(PlatformGateway platform, @PathVariable String id) {
    platform.drain(id);
    return "redirect:/agents";
  }

  /**
   * One agent.
   *
   * @param colour of its state
   * @param heartbeatSeconds age of the last heartbeat; null before the first
   */
  record AgentCard(AgentView agent, String colour, @Nullable Double heartbeatSeconds) {
    static AgentCard of(AgentView agent, Instant now) {
      String colour =
          switch (agent.state()) {
            case "ACTIVE" -> "green";
            case "DRAINING" -> "yellow";
            case "LOST" -> "red";
            default -> "secondary";
          };
      Instant heartbeat = agent.lastHeartbeatAt();
      return new AgentCard(
          agent,
          colour,
          heartbeat == null
              ? null
              : Math.max(0, Duration.between(heartbeat, now).toMillis() / 1000.0));
    }

    /** Partitions over all jobs. */
    public int partitions() {
      return agent.jobs().stream().mapToInt(job -> job.partitions().size()).sum();
    }
  }
}
