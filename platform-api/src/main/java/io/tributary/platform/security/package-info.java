/**
 * Users, roles, sessions, API tokens; everything is closed to anonymous except sign-in and health.
 */
@NullMarked
package io.tributary.platform.security;

import org.jspecify.annotations.NullMarked;
