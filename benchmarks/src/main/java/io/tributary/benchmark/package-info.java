/**
 * Side-by-side measurements: both sides run in turn in one session, and the ratio is what counts.
 *
 * <p>Entry point: {@code Benchmarks}. Invariant: a benchmark prints what it measured and under
 * which CPU and kernel type; it never passes or fails.
 */
@NullMarked
package io.tributary.benchmark;

import org.jspecify.annotations.NullMarked;
