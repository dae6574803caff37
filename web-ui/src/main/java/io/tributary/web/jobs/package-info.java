/**
 * Purpose: listing, writing, submitting, watching and commanding jobs.
 *
 * <p>Entry point: {@code JobPageController}.
 *
 * <p>Who may call: the web framework.
 *
 * <p>Threading: stateless; each open job page holds one relayed event stream.
 *
 * <p>Invariant: what a user typed survives every refusal.
 */
@NullMarked
package io.tributary.web.jobs;

import org.jspecify.annotations.NullMarked;
