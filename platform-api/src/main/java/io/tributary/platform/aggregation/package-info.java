/**
 * Where contributions are summed and steps are committed: one serial event loop per running job.
 */
@NullMarked
package io.tributary.platform.aggregation;

import org.jspecify.annotations.NullMarked;
