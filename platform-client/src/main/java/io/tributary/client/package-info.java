/**
 * The public REST contract of Tributary, version 1: what travels as JSON, and a typed client for
 * it.
 *
 * <p>Purpose: one definition of every request and answer, shared by the control plane, the
 * dashboard, the agents and the command line.
 *
 * <p>Entry point: {@code TributaryClient}.
 *
 * <p>Who may call: everyone.
 *
 * <p>Threading: clients are thread-safe, records immutable.
 *
 * <p>Invariant: a record here changes only by adding nullable components.
 */
@NullMarked
package io.tributary.client;

import org.jspecify.annotations.NullMarked;
