/** Integers on a shared grid: why sums are exact. */
@NullMarked
package io.tributary.engine.grid;

import org.jspecify.annotations.NullMarked;
