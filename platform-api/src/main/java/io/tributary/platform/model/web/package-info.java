/**
 * Purpose: promotion, listing, download and prediction over HTTP. Entry point: {@link
 * ModelController}. Who may call: Spring MVC only. Threading: stateless. Invariant: the same model
 * downloads as the same bytes.
 */
@NullMarked
package io.tributary.platform.model.web;

import org.jspecify.annotations.NullMarked;
