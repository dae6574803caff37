package io.tributary.client.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An API token. {@code token} is present only in the answer that creates it. */
public record TokenView(
    String id,
    String name,
    String role,
    @Nullable String token,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
