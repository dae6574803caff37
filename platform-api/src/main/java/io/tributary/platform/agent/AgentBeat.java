package io.tributary.platform.agent;

import org.jspecify.annotations.Nullable;

/** An agent's last words about one job; see {@code Heartbeat.JobBeat}. */
public record AgentBeat(
    long generation,
    long step,
    String phase,
    double computeMillis,
    double samplesPerSecond,
    @Nullable String error) {}
