/**
 * What the control plane and agents tell each other beside the mathematics: assignments down,
 * heartbeats up, as JSON.
 *
 * <p>Entry point: {@code Messages}. Invariant: fields are only added, never renamed; readers ignore
 * what they do not know.
 */
@NullMarked
package io.tributary.engine.assignment;

import org.jspecify.annotations.NullMarked;
