/** Data sets: named, versioned, immutable tables with typed columns. */
@NullMarked
package io.tributary.client.dataset;

import org.jspecify.annotations.NullMarked;
