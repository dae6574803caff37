/**
 * Purpose: promoted checkpoints: facts, trying out, downloading.
 *
 * <p>Entry point: {@code ModelPageController}.
 *
 * <p>Who may call: the web framework.
 *
 * <p>Threading: stateless.
 *
 * <p>Invariant: a download is streamed, never held.
 */
@NullMarked
package io.tributary.web.models;

import org.jspecify.annotations.NullMarked;
