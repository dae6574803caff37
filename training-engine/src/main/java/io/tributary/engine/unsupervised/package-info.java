/**
 * Models that are learnt without labels and without gradients. Purpose: what partitions sum in each
 * step, and what the sums make of the parameters. Entry point: {@link
 * io.tributary.engine.unsupervised.Fitting}. Who may call: the engine's kernel, codec, contribution
 * and state packages; predictions. Threading: a fitting belongs to one thread. Invariant:
 * everything is computed in Java in float64 in a fixed order, so the bits do not depend on the
 * machine.
 */
@NullMarked
package io.tributary.engine.unsupervised;

import org.jspecify.annotations.NullMarked;
