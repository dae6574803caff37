/**
 * Jobs: the request, its states and reasons, its history.
 *
 * <p>Purpose: accepts job specs, keeps every job as a row, and tells what happens to it.
 *
 * <p>Entry point: {@code Jobs} for other modules, {@code JobController} for HTTP.
 *
 * <p>Who may call: the modules that run jobs, keep metrics and promote models.
 *
 * <p>Threading: every type is thread-safe; each call is one short transaction.
 *
 * <p>Invariant: a job changes state only in {@code Jobs.advance}, which knows the table of {@code
 * JobState}.
 */
@NullMarked
package io.tributary.platform.job;

import org.jspecify.annotations.NullMarked;
