package io.tributary.client.security;

import org.jspecify.annotations.Nullable;

/** Creates or changes a user; null components stay as they are. */
public record UserRequest(
    @Nullable String username, @Nullable String password, @Nullable String role) {}
