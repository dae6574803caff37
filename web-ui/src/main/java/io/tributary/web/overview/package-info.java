/**
 * Purpose: the first page: what runs, what is wrong, what to do next.
 *
 * <p>Entry point: {@code OverviewPageController}.
 *
 * <p>Who may call: the web framework.
 *
 * <p>Threading: stateless.
 *
 * <p>Invariant: an empty platform shows the next step.
 */
@NullMarked
package io.tributary.web.overview;

import org.jspecify.annotations.NullMarked;
