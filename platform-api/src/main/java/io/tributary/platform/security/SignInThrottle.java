package io.tributary.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing. After some failures each further one doubles the time until the next attempt
 * is looked at, for the account and for the address separately. An address from which the account
 * has signed in before is not held up by what others do to the account, so nobody can lock a user
 * out from elsewhere. In memory: a restart forgets. Thread-safe.
 */
@Component
class SignInThrottle {
  /** Free failures and longest delay of an account, and of an address (people share those). */
  private static final Limit ACCOUNT = new Limit(5, Duration.ofMinutes(1));

  private static final Limit ADDRESS = new Limit(20, Duration.ofMinutes(15));
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration FORGET_AFTER = Duration.ofHours(1);
  private static final int MOST_ENTRIES = 10_000;

  private final Clock clock;
  private final Map<Key, Failures> failures = bounded();
  private final Map<Known, Boolean> known = bounded();

  SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * How long to wait before an attempt is looked at; empty: now. An attempt that may go on counts
   * as failed until {@link #succeeded} takes that back, so that many at once gain nothing.
   */
  synchronized Optional<Duration> begin(String account, String address) {
    boolean isKnown = known.containsKey(new Known(account, address));
    Key ofAccount = new Key(Kind.ACCOUNT, account);
    Key ofAddress = new Key(Kind.ADDRESS, address);
    Duration wait = remaining(ofAddress);
    if (!isKnown && remaining(ofAccount).compareTo(wait) > 0) {
      wait = remaining(ofAccount);
    }
    if (!wait.isZero()) {
      return Optional.of(wait);
    }
    add(ofAddress, ADDRESS);
    if (!isKnown) {
      add(ofAccount, ACCOUNT);
    }
    return Optional.empty();
  }

  synchronized void succeeded(String account, String address) {
    failures.remove(new Key(Kind.ACCOUNT, account));
    failures.computeIfPresent(
        new Key(Kind.ADDRESS, address), (key, f) -> f.count() <= 1 ? null : f.oneLess());
    known.put(new Known(account, address), true);
  }

  private Duration remaining(Key key) {
    Failures before = failures.get(key);
    Instant now = clock.instant();
    return before == null || !now.isBefore(before.nextAt())
        ? Duration.ZERO
        : Duration.between(now, before.nextAt());
  }

  private void add(Key key, Limit limit) {
    Instant now = clock.instant();
    Failures before = failures.get(key);
    boolean fresh = before == null || now.isAfter(before.lastAt().plus(FORGET_AFTER));
    int count = fresh || before == null ? 1 : before.count() + 1;
    failures.put(key, new Failures(count, now, now.plus(limit.delayAfter(count))));
  }

  /** Forgets the entry that was touched longest ago when there are too many. */
  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST_ENTRIES;
      }
    };
  }

  private enum Kind {
    ACCOUNT,
    ADDRESS
  }

  private record Key(Kind kind, String value) {}

  private record Known(String account, String address) {}

  private record Failures(int count, Instant lastAt, Instant nextAt) {
    Failures oneLess() {
      return new Failures(count - 1, lastAt, lastAt);
    }
  }

  private record Limit(int free, Duration longest) {
    /** Zero for the free failures, then 1 s, 2 s, 4 s, ... up to the longest. */
    Duration delayAfter(int count) {
      if (count < free) {
        return Duration.ZERO;
      }
      Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(count - free, 20));
      return delay.compareTo(longest) < 0 ? delay : longest;
    }
  }
}
