/** Checkpoints: parameters, optimiser state and ledger position at one step, in PostgreSQL. */
@NullMarked
package io.tributary.platform.checkpoint;

import org.jspecify.annotations.NullMarked;
