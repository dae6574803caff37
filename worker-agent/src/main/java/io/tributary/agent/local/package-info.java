/**
 * Purpose: files whose rows never leave this machine: what is told of them, their sums, and their
 * rows for this agent's own computations.
 *
 * <p>Entry point: {@link io.tributary.agent.local.LocalDirectory} (which files there are), {@link
 * io.tributary.agent.local.LocalPartitions} (their rows, for jobs).
 *
 * <p>Who may call: the agent.
 *
 * <p>Threading: both are thread-safe.
 *
 * <p>Invariant: no value of a row is in what this package returns for others, in what it logs, or
 * in the messages of its exceptions.
 */
@NullMarked
package io.tributary.agent.local;

import org.jspecify.annotations.NullMarked;
