/** Jobs: the request, its states and reasons, its history. */
@NullMarked
package io.tributary.platform.job;

import org.jspecify.annotations.NullMarked;
