/**
 * Purpose: data files become tables, whatever their format. The control plane reads uploads with
 * it, an agent the files that stay where they are.
 *
 * <p>Entry point: {@link io.tributary.dataset.ReceivedFiles} (bytes to disk, unpacked and checked),
 * then {@link io.tributary.dataset.Formats} (what they are, and what is in them), then {@link
 * io.tributary.dataset.Source#read} (the rows).
 *
 * <p>Who may call: platform-api and worker-agent.
 *
 * <p>Threading: nothing here is thread-safe; one thread reads one group of files.
 *
 * <p>Invariant: equal bytes and an equal spec give equal tables, bit for bit.
 */
@NullMarked
package io.tributary.dataset;

import org.jspecify.annotations.NullMarked;
