package io.tributary.client.job;

import java.time.Instant;
import java.util.Map;

/**
 * A checkpoint: parameters, optimiser state and ledger position after {@code step} committed steps.
 */
public record CheckpointView(
    long step,
    int epoch,
    String parametersDigest,
    long bytes,
    Map<String, Object> metrics,
    Instant createdAt) {}
