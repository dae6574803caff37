/** Tests of reading job specs. */
@NullMarked
package io.tributary.platform.job.spec;

import org.jspecify.annotations.NullMarked;
