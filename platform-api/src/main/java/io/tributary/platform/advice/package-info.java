/**
 * Advice about a job from what it measured.
 *
 * <p>Purpose: where agents' time goes, how noisy the gradients are, which batch size, how many
 * agents and which strategy would suit the job.
 *
 * <p>Entry point: {@code Measurements} for the module that runs jobs, {@code AdviceController} for
 * reading; {@code Adviser} turns the one into the other.
 *
 * <p>Who may call: the modules that run jobs.
 *
 * <p>Threading: thread-safe; measurements are immutable, and everything but the store is a pure
 * function of them.
 *
 * <p>Invariant: nothing here changes a job; each part that is not known says why.
 */
@NullMarked
package io.tributary.platform.advice;

import org.jspecify.annotations.NullMarked;
