/** Tests of metric points. */
@NullMarked
package io.tributary.platform.metric;

import org.jspecify.annotations.NullMarked;
