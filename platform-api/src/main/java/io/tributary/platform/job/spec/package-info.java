/**
 * From a document to a complete job spec, or to everything that is wrong with it.
 *
 * <p>Purpose: one reader for REST, dashboard and command line, so that all say the same.
 *
 * <p>Entry point: {@code JobSpecReader}.
 *
 * <p>Who may call: only the package above.
 *
 * <p>Threading: stateless; a {@code Violations} belongs to one reading.
 *
 * <p>Invariant: a spec without violations has every default filled in and fits its data set.
 */
@NullMarked
package io.tributary.platform.job.spec;

import org.jspecify.annotations.NullMarked;
