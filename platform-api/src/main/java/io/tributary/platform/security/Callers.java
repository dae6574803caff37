package io.tributary.platform.security;

import io.tributary.platform.problem.DatabaseOutage;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds who a bearer token belongs to. While PostgreSQL is away, tokens that were good within the
 * last ten minutes stay good, so that the problems page can say what is wrong. Thread-safe.
 */
@Component
class Callers {
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
  private static final Duration GOOD_DURING_OUTAGE = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 1_000;
  private static final String AGENT_NAME = "agent";

  private final Sessions sessions;
  private final ApiTokens apiTokens;
  private final EnrolmentToken enrolmentToken;
  private final Clock clock;
  private final Map<ByteBuffer, Seen> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Seen> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Callers(Sessions sessions, ApiTokens apiTokens, EnrolmentToken enrolmentToken, Clock clock) {
    this.sessions = sessions;
    this.apiTokens = apiTokens;
    this.enrolmentToken = enrolmentToken;
    this.clock = clock;
  }

  Optional<Caller> find(String token) {
    if (enrolmentToken.matches(token)) {
      return Optional.of(
          new Caller(AGENT_NAME, Role.AGENT, Caller.Credential.ENROLMENT_TOKEN, null));
    }
    ByteBuffer key = ByteBuffer.wrap(Secrets.hash(token));
    try {
      Optional<Caller> found = stored(token);
      remember(key, found);
      return found;
    } catch (RuntimeException e) {
      if (!DatabaseOutage.causes(e)) {
        throw e;
      }
      Caller caller = recall(key).orElseThrow(() -> e);
      LOG.debug("{} is believed while PostgreSQL is away", caller.username());
      return Optional.of(caller);
    }
  }

  private Optional<Caller> stored(String token) {
    if (token.startsWith(Secrets.SESSION_PREFIX)) {
      return sessions.find(token);
    }
    return token.startsWith(Secrets.API_TOKEN_PREFIX) ? apiTokens.find(token) : Optional.empty();
  }

  private void remember(ByteBuffer key, Optional<Caller> found) {
    synchronized (remembered) {
      found.ifPresentOrElse(
          caller -> remembered.put(key, new Seen(caller, clock.instant())),
          () -> remembered.remove(key));
    }
  }

  private Optional<Caller> recall(ByteBuffer key) {
    Instant now = clock.instant();
    synchronized (remembered) {
      return Optional.ofNullable(remembered.get(key))
          .filter(seen -> now.isBefore(seen.at().plus(GOOD_DURING_OUTAGE)))
          .map(Seen::caller)
          .filter(caller -> caller.expiresAt() == null || now.isBefore(caller.expiresAt()));
    }
  }

  private record Seen(Caller caller, Instant at) {}
}
