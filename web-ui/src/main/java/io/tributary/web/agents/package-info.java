/**
 * Purpose: the machines that compute.
 *
 * <p>Entry point: {@code AgentsPageController}.
 *
 * <p>Who may call: the web framework.
 *
 * <p>Threading: stateless.
 *
 * <p>Invariant: reads only, apart from draining.
 */
@NullMarked
package io.tributary.web.agents;

import org.jspecify.annotations.NullMarked;
