/**
 * How a mean gradient changes parameters: the fold, in Java arithmetic, the same bits everywhere.
 */
@NullMarked
package io.tributary.engine.optimizer;

import org.jspecify.annotations.NullMarked;
