package io.tributary.platform.aggregation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Running jobs.
 *
 * @param maxRunningJobs jobs that run at the same time; others wait in the queue
 * @param checkpointEvery time between checkpoints of a running job
 * @param stalledAfter a running job without a committed step for so long is stalled
 * @param reportEvery time between updates of a job's summary row and live events
 */
@ConfigurationProperties("tributary.aggregation")
record AggregationSettings(
    @DefaultValue("4") int maxRunningJobs,
    @DefaultValue("10s") Duration checkpointEvery,
    @DefaultValue("10s") Duration stalledAfter,
    @DefaultValue("500ms") Duration reportEvery) {}
