/**
 * Purpose: sessions, users and API tokens over HTTP. Entry point: the controllers. Who may call:
 * Spring MVC only. Threading: stateless. Invariant: a secret appears in one answer, the one that
 * makes it.
 */
@NullMarked
package io.tributary.platform.security.web;

import org.jspecify.annotations.NullMarked;
