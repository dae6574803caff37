/** Which agent owns which partition, and the rows of partitions. */
@NullMarked
package io.tributary.platform.dispatch;

import org.jspecify.annotations.NullMarked;
