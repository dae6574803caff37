/** What agents fetch: plans and partitions. */
@NullMarked
package io.tributary.platform.dispatch.web;

import org.jspecify.annotations.NullMarked;
