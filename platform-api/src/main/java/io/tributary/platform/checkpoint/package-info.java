/**
 * Purpose: checkpoints: parameters, optimiser state and ledger position at one step, in PostgreSQL.
 * Entry point: {@link Checkpoints}; {@link PinnedCheckpoints} for those that must stay. Who may
 * call: aggregation saves, model promotes, agents read over HTTP. Threading: everything is
 * thread-safe. Invariant: a checkpoint is there whole, with the digest of its bytes, or not at all.
 */
@NullMarked
package io.tributary.platform.checkpoint;

import org.jspecify.annotations.NullMarked;
