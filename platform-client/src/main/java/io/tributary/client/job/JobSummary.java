package io.tributary.client.job;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the job list. Reading it never touches raw metric points. */
public record JobSummary(
    String id,
    String name,
    String state,
    @Nullable String reason,
    String dataset,
    String task,
    String model,
    long step,
    long totalSteps,
    Map<String, Object> metrics,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    String createdBy) {}
