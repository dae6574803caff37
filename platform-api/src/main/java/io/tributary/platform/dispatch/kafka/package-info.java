/** Assignments on their way to agents. */
@NullMarked
package io.tributary.platform.dispatch.kafka;

import org.jspecify.annotations.NullMarked;
