/**
 * Purpose: what is wrong now, in words.
 *
 * <p>Entry point: {@code ProblemsPageController}.
 *
 * <p>Who may call: the web framework.
 *
 * <p>Threading: stateless.
 *
 * <p>Invariant: reads only.
 */
@NullMarked
package io.tributary.web.problems;

import org.jspecify.annotations.NullMarked;
