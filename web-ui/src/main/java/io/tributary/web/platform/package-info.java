/**
 * Purpose: the dashboard's only way to the control plane.
 *
 * <p>Entry point: {@link io.tributary.web.platform.PlatformGateway}.
 *
 * <p>Who may call: every page package.
 *
 * <p>Threading: gateways are shared between threads.
 *
 * <p>Invariant: nothing outside this package knows a URL of the REST API.
 */
@NullMarked
package io.tributary.web.platform;

import org.jspecify.annotations.NullMarked;
