package io.tributary.client.security;

import org.jspecify.annotations.Nullable;

/** Asks for an API token with at most the caller's own role; {@code days} null means 90. */
public record TokenRequest(String name, @Nullable String role, @Nullable Integer days) {}
