package io.tributary.platform.agent;

import io.tributary.engine.assignment.Heartbeat;

/** Takes heartbeats in, from whatever carries them. */
public interface HeartbeatSink {

  /** Called for each heartbeat in order; must not wait. */
  void heard(Heartbeat heartbeat);

  /** Called about once a second, also while no heartbeat comes. */
  void review();

  /** Called when listening begins: silence before now proves nothing. */
  void listening();
}
