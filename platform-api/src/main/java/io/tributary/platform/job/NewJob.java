package io.tributary.platform.job;

import io.tributary.client.job.JobSpec;
import io.tributary.engine.id.JobId;
import org.jspecify.annotations.Nullable;

/**
 * A valid request, about to be stored.
 *
 * @param spec complete: every default filled in
 * @param dataset the version as {@code name@version}
 * @param datasetId the version that the spec's data set means
 * @param createdBy user name
 */
record NewJob(
    JobId id,
    String name,
    JobSpec spec,
    String dataset,
    String datasetId,
    String task,
    String model,
    int priority,
    @Nullable ForkPoint fork,
    String createdBy) {}
