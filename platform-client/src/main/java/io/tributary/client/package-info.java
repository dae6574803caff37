/**
 * The public REST contract of Tributary, version 1: what travels as JSON, and a typed client for
 * it.
 *
 * <p>Purpose: one definition of every request and answer, shared by the control plane, the
 * dashboard, the agents and the command line. Entry point: {@code TributaryClient}. Threading:
 * clients are thread-safe, records immutable. Invariant: a record here changes only by adding
 * nullable components.
 */
@NullMarked
package io.tributary.client;

import org.jspecify.annotations.NullMarked;
