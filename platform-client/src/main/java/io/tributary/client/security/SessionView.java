package io.tributary.client.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param token bearer token of the session; only in the answer to a sign-in
 * @param role {@code viewer}, {@code operator}, {@code admin} or {@code agent}
 */
public record SessionView(
    @Nullable String token, String username, String role, @Nullable Instant expiresAt) {}
