/** Data sets: upload, storage, profile, preview, and the rows for jobs. */
@NullMarked
package io.tributary.platform.dataset;

import org.jspecify.annotations.NullMarked;
