/**
 * Purpose: listing, uploading, looking at and deleting data sets.
 *
 * <p>Entry point: {@code DatasetsPageController}.
 *
 * <p>Who may call: the web framework.
 *
 * <p>Threading: stateless; an upload occupies one thread and one buffer.
 *
 * <p>Invariant: an upload is never held in memory or on disk here.
 */
@NullMarked
package io.tributary.web.datasets;

import org.jspecify.annotations.NullMarked;
