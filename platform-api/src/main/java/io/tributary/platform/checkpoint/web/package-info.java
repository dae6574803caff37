/**
 * Purpose: the list of a job's checkpoints, and their states for agents, over HTTP. Entry point:
 * {@link CheckpointController}. Who may call: Spring MVC only. Threading: stateless. Invariant: a
 * state leaves with the digest of its bytes as ETag.
 */
@NullMarked
package io.tributary.platform.checkpoint.web;

import org.jspecify.annotations.NullMarked;
