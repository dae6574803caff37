package io.tributary.platform.job;

import io.tributary.client.job.JobView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param step committed steps
 * @param epoch epochs completed
 * @param metrics last holdout metrics by name
 * @param trainMetrics last metrics on training rows by name
 * @param parametersDigest of the last parameters that were digested; null before the first
 * @param rowLedger which training rows were used; null before the first report
 */
public record JobProgress(
    long step,
    long totalSteps,
    int epoch,
    int totalEpochs,
    double stepsPerSecond,
    double samplesPerSecond,
    Map<String, Double> metrics,
    Map<String, Double> trainMetrics,
    @Nullable String parametersDigest,
    JobView.@Nullable RowLedger rowLedger) {}
