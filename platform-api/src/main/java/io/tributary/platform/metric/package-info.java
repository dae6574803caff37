/**
 * Metric points of jobs: stored, summarised, down-sampled.
 *
 * <p>Purpose: every measured value of every job, and curves small enough to draw.
 *
 * <p>Entry point: {@code Metrics} for writing, {@code MetricController} for reading.
 *
 * <p>Who may call: the modules that run jobs.
 *
 * <p>Threading: thread-safe; each call is one short transaction.
 *
 * <p>Invariant: at most one point per job, name and step; the first one stays.
 */
@NullMarked
package io.tributary.platform.metric;

import org.jspecify.annotations.NullMarked;
