/** Agents over HTTP. */
@NullMarked
package io.tributary.platform.agent.web;

import org.jspecify.annotations.NullMarked;
