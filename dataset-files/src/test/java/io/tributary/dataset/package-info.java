/** Tests of reading files. */
@NullMarked
package io.tributary.dataset;

import org.jspecify.annotations.NullMarked;
