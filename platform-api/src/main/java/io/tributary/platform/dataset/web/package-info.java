/**
 * Purpose: data sets over HTTP.
 *
 * <p>Entry point: {@code DatasetController}.
 *
 * <p>Who may call: Spring MVC only.
 *
 * <p>Threading: one request, one thread.
 *
 * <p>Invariant: a request's files are on disk only while the request is served.
 */
@NullMarked
package io.tributary.platform.dataset.web;

import org.jspecify.annotations.NullMarked;
