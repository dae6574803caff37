/**
 * Purpose: the control plane's start and what all features share: time and randomness. Entry point:
 * {@link PlatformApplication}. Who may call: nobody; features live in the packages below.
 * Threading: beans are thread-safe. Invariant: no feature creates a clock or a random generator of
 * its own.
 */
@NullMarked
package io.tributary.platform;

import org.jspecify.annotations.NullMarked;
