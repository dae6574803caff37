package io.tributary.platform.agent;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import java.util.List;
import java.util.Optional;

/** What other modules may ask of agents. Thread-safe. */
public interface Agents {

  /** Active agents, ordered by id. */
  List<LiveAgent> live();

  /** What the agent last said about that job; empty when it said nothing. */
  Optional<AgentBeat> beat(AgentId agent, JobId job);

  /** The name that people know the agent by. */
  String nameOf(AgentId agent);

  /**
   * Seconds since the agent's last heartbeat arrived; infinite when none did since the control
   * plane started.
   */
  double secondsSinceHeartbeat(AgentId agent);
}
