package io.tributary.platform.agent;

import io.tributary.engine.id.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the {@code agent} table. */
public record AgentRow(
    AgentId id,
    String name,
    AgentState state,
    String backend,
    String kernelType,
    double gflops,
    int processors,
    long memoryBytes,
    String host,
    String version,
    @Nullable String site,
    boolean relay,
    Instant enrolledAt,
    Instant lastHeartbeatAt) {}
