package io.tributary.platform.job;

import io.tributary.client.job.JobSpec;
import io.tributary.engine.id.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as other modules see it.
 *
 * @param spec complete: every default filled in
 * @param datasetId the version that was resolved when the job was accepted
 * @param fork the checkpoint whose parameters this job starts from; null for a job from scratch
 */
public record JobRecord(
    JobId id,
    String name,
    JobSpec spec,
    String datasetId,
    JobState state,
    @Nullable JobReason reason,
    int priority,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable ForkPoint fork) {}
