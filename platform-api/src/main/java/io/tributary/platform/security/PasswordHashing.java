package io.tributary.platform.security;

import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords, a bounded number at a time: each hash takes 19 MiB and tens of
 * milliseconds of processor time, which an attacker could ask for without limit. Thread-safe.
 */
@Component
class PasswordHashing {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final PasswordEncoder encoder;
  private final Semaphore slots;
  private final String hashOfNobody;

  PasswordHashing(PasswordEncoder encoder, Secrets secrets, SecuritySettings settings) {
    this.encoder = encoder;
    this.slots = new Semaphore(settings.concurrentHashes(), true);
    this.hashOfNobody = hash(secrets.password());
  }

  final String hash(String password) {
    return bounded(
        () -> {
          String hash = encoder.encode(password);
          if (hash == null) {
            throw new IllegalStateException("the password encoder gave no hash");
          }
          return hash;
        });
  }

  /** Costs the same whether there is a stored hash or not; false where there is none. */
  boolean matches(String password, Optional<String> stored) {
    boolean equal = bounded(() -> encoder.matches(password, stored.orElse(hashOfNobody)));
    return equal && stored.isPresent();
  }

  /** Whether {@code stored} was made with weaker parameters than today's. */
  boolean isOutdated(String stored) {
    return encoder.upgradeEncoding(stored);
  }

  private <T> T bounded(Supplier<T> work) {
    try {
      if (!slots.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return work.get();
    } finally {
      slots.release();
    }
  }

  private static PlatformException busy() {
    return PlatformException.retryLater(
        ErrorCode.UNAVAILABLE,
        "Too many passwords are being checked at the moment.",
        "Repeat the request in a few seconds.",
        LONGEST_WAIT);
  }
}
