package io.tributary.web.layout;

import io.tributary.web.security.SignedInUser;

/**
 * What the frame of every page shows.
 *
 * @param language BCP 47 tag of the page's language
 * @param theme {@code light}, {@code dark} or {@code auto}
 * @param user who is signed in; {@code nobody} on the sign-in page
 * @param chinese whether the page is in Chinese
 */
public record LayoutView(String language, String theme, SignedInUser user, boolean chinese) {}
