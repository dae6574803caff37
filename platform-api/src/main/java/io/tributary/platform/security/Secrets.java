package io.tributary.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Makes and hashes tokens. Thread-safe. */
@Component
class Secrets {
  static final String API_TOKEN_PREFIX = "trb_";
  static final String SESSION_PREFIX = "trs_";

  private static final int TOKEN_BYTES = 32;
  private static final int PASSWORD_BYTES = 15;

  private final SecureRandom random;

  Secrets(SecureRandom random) {
    this.random = random;
  }

  /** 256 random bits in URL-safe characters after {@code prefix}. */
  String token(String prefix) {
    return prefix + randomText(TOKEN_BYTES);
  }

  /** 120 random bits, 20 characters. */
  String password() {
    return randomText(PASSWORD_BYTES);
  }

  private String randomText(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }

  /** SHA-256: enough for secrets of 256 random bits. */
  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
