/**
 * Side-by-side measurements: both sides run in turn in one session, and the ratio is what counts.
 *
 * <p>Entry point: {@code Benchmarks}. Invariant: a benchmark prints what it measured and under
 * which CPU and kernel type; it never passes or fails. A peer that is not there is a line that says
 * so.
 *
 * <p>Peers run in processes of their own: Python scripts in {@code src/main/python}, other JVM
 * systems in {@code benchmarks/peers}, Maven projects that nothing of ours depends on.
 */
@NullMarked
package io.tributary.benchmark;

import org.jspecify.annotations.NullMarked;
