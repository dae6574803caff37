package io.tributary.client.security;

/** Name and password of a user. */
public record SignInRequest(String username, String password) {}
