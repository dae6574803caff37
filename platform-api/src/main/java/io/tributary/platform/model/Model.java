package io.tributary.platform.model;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored model without its parameters.
 *
 * @param notes what people say about it; may be empty
 * @param plan training plan as JSON
 * @param provenance where it comes from, as JSON
 * @param metrics as JSON
 * @param parametersDigest SHA-256 of the parameters as little-endian float32, hexadecimal
 */
record Model(
    UUID id,
    String name,
    int version,
    Stage stage,
    String notes,
    UUID jobId,
    String jobName,
    long step,
    String plan,
    String provenance,
    String metrics,
    String parametersDigest,
    Instant createdAt,
    String createdBy) {}
