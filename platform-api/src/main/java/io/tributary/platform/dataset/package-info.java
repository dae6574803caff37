/**
 * Purpose: data sets: upload, storage, profile, preview, and the rows for jobs.
 *
 * <p>Entry point: {@link io.tributary.platform.dataset.Datasets} for other modules; an upload goes
 * through {@code ReceivedFiles} (bytes to disk), {@code Formats} (what they are), {@code Surveyor}
 * (what is in them) and {@code DatasetStore} (rows to the database).
 *
 * <p>Who may call: every module, through {@code Datasets}; {@code dataset.web} the rest.
 *
 * <p>Threading: beans are thread-safe; an upload is read on the request's thread.
 *
 * <p>Invariant: a version is complete and never changes, or it does not exist.
 */
@NullMarked
package io.tributary.platform.dataset;

import org.jspecify.annotations.NullMarked;
