/** What partitions add to one step, and its form on the wire. */
@NullMarked
package io.tributary.engine.contribution;

import org.jspecify.annotations.NullMarked;
