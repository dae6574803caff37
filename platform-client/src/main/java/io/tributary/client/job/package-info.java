/** Jobs: a training request and everything that happens to it. */
@NullMarked
package io.tributary.client.job;

import org.jspecify.annotations.NullMarked;
