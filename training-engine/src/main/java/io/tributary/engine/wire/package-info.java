/**
 * The frame that every binary record shares: kind, version, fields in little-endian order, CRC-32C.
 *
 * <p>Purpose: one place that knows byte order and checksums. Entry point: {@code WireWriter},
 * {@code WireReader}. Invariant: a record that was cut or changed anywhere is refused, never read
 * as something else.
 */
@NullMarked
package io.tributary.engine.wire;

import org.jspecify.annotations.NullMarked;
