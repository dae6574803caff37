/**
 * Purpose: signing in and out, who is signed in, users and tokens, the rules of the filter chain.
 *
 * <p>Entry point: {@link io.tributary.web.security.SignedInUser}.
 *
 * <p>Who may call: every page package asks the signed-in user what he may do.
 *
 * <p>Threading: stateless; the session holds the bearer token.
 *
 * <p>Invariant: the bearer token never reaches the browser.
 */
@NullMarked
package io.tributary.web.security;

import org.jspecify.annotations.NullMarked;
