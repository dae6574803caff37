/** Metric points of jobs: stored, summarised, down-sampled. */
@NullMarked
package io.tributary.platform.metric;

import org.jspecify.annotations.NullMarked;
