/**
 * Purpose: what every page shares: the frame, language, number formats, error pages.
 *
 * <p>Entry point: {@code LayoutAdvice}.
 *
 * <p>Who may call: the web framework and the templates.
 *
 * <p>Threading: stateless.
 *
 * <p>Invariant: every visible string comes from a message file.
 */
@NullMarked
package io.tributary.web.layout;

import org.jspecify.annotations.NullMarked;
