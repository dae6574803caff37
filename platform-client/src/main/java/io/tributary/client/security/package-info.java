/** Sessions, users and API tokens. */
@NullMarked
package io.tributary.client.security;

import org.jspecify.annotations.NullMarked;
