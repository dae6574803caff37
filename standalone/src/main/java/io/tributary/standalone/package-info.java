/**
 * Everything on one machine.
 *
 * <p>Purpose: start, watch and stop PostgreSQL, the Kafka broker, the control plane, the dashboard
 * and the agents, each as a process of its own. Entry point: {@link
 * io.tributary.standalone.LocalPlatform}. Who may call: the command line, tests and benchmarks.
 * Threading: one caller at a time, held by a file lock across processes. Invariant: there is no
 * supervisor; the state directory alone says what runs.
 */
@NullMarked
package io.tributary.standalone;

import org.jspecify.annotations.NullMarked;
