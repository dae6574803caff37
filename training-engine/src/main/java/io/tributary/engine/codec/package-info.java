/**
 * What of a partition's gradient goes into a contribution, and how the sum becomes a gradient
 * again.
 *
 * <p>Purpose: one representation, integers that are summed, for exact and for compressed training.
 * Entry point: {@code GradientCodec} on agents, {@code GradientDecoder} in the fold. Threading: a
 * codec belongs to one thread. Invariant: what a codec adds depends on the partition's gradient and
 * memory, the step and the grid only, never on who computes; what it does not send, it remembers.
 */
@NullMarked
package io.tributary.engine.codec;

import org.jspecify.annotations.NullMarked;
