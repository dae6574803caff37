/** Tests of problems. */
@NullMarked
package io.tributary.platform.problem;

import org.jspecify.annotations.NullMarked;
