/**
 * Purpose: trying the platform out with data made from a seed.
 *
 * <p>Entry point: {@code SamplesPageController}.
 *
 * <p>Who may call: the web framework.
 *
 * <p>Threading: stateless; making a sample occupies one thread and a temporary folder.
 *
 * <p>Invariant: the folder is gone when the request has ended.
 */
@NullMarked
package io.tributary.web.samples;

import org.jspecify.annotations.NullMarked;
