package io.tributary.platform.agent;

/** Where an agent is in its life. */
public enum AgentState {
  /** Sends heartbeats and takes partitions. */
  ACTIVE,
  /** Sends heartbeats, gets no partitions any more. */
  DRAINING,
  /** Sent no heartbeat for too long. Becomes active again with the next one. */
  LOST,
  /** Said goodbye, or was replaced by a new process of the same name. */
  LEFT
}
