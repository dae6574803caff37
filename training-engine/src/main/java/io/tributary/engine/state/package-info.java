/** Parameters, optimiser state and grid of a job: the value that the ledger folds into. */
@NullMarked
package io.tributary.engine.state;

import org.jspecify.annotations.NullMarked;
