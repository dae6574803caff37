package io.tributary.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The secret that agents share: from a setting, or from a file made at start. Thread-safe. */
@Component
class EnrolmentToken {
  private static final String PREFIX = "tra_";

  /** Null where agents enrol with API tokens of role agent only. */
  private final byte @Nullable [] hash;

  EnrolmentToken(SecuritySettings settings, Secrets secrets) {
    Path file = settings.agentTokenFile();
    if (settings.agentToken() != null) {
      hash = Secrets.hash(settings.agentToken());
    } else if (file != null) {
      hash = Secrets.hash(fromFile(file, secrets));
    } else {
      hash = null;
    }
  }

  private static String fromFile(Path file, Secrets secrets) {
    try {
      Optional<String> present = SecretFile.read(file);
      if (present.isPresent()) {
        return present.get();
      }
      String token = secrets.token(PREFIX);
      SecretFile.write(file, token);
      return token;
    } catch (IOException e) {
      throw new UncheckedIOException("the agents' token cannot be kept in " + file, e);
    }
  }

  /** Takes the same time for every wrong token. */
  boolean matches(String token) {
    return hash != null && MessageDigest.isEqual(hash, Secrets.hash(token));
  }
}
