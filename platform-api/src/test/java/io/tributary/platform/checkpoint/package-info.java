/** Tests of checkpoints. */
@NullMarked
package io.tributary.platform.checkpoint;

import org.jspecify.annotations.NullMarked;
