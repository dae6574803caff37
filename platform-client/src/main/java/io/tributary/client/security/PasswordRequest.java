package io.tributary.client.security;

/** Changes the password of the user who asks. */
public record PasswordRequest(String currentPassword, String newPassword) {}
