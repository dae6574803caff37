/** Tests of data sets: each kind of file, each kind of mistake, and what is left behind. */
@NullMarked
package io.tributary.platform.dataset;

import org.jspecify.annotations.NullMarked;
