package io.tributary.client.security;

import java.time.Instant;

/** A user of the platform. */
public record UserView(String username, String role, Instant createdAt) {}
