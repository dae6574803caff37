/** Tests of users, roles, sessions, tokens. */
@NullMarked
package io.tributary.platform.security;

import org.jspecify.annotations.NullMarked;
