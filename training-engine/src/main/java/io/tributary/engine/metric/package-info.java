/** Metrics as exact integer sums over rows, so that no grouping changes them. */
@NullMarked
package io.tributary.engine.metric;

import org.jspecify.annotations.NullMarked;
