package io.tributary.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions of signed-in users: random tokens, stored hashed, with an idle and a total limit. */
@Component
class Sessions {
  /** A session in use is written at most this often. */
  private static final Duration EXTEND_EVERY = Duration.ofMinutes(1);

  private final JdbcClient database;
  private final Secrets secrets;
  private final SecuritySettings settings;
  private final Clock clock;

  Sessions(JdbcClient database, Secrets secrets, SecuritySettings settings, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.settings = settings;
    this.clock = clock;
  }

  /** A new session and its token, which is known only to the receiver of this answer. */
  Opened open(UserAccount user) {
    String token = secrets.token(Secrets.SESSION_PREFIX);
    Instant now = clock.instant();
    Instant expiresAt = now.plus(settings.sessionIdle());
    database.sql("delete from session where expires_at < :now").param("now", at(now)).update();
    database
        .sql(
            """
            insert into session (token_hash, username, created_at, extended_at, expires_at)
            values (:hash, :username, :now, :now, :expires)
            """)
        .param("hash", Secrets.hash(token))
        .param("username", user.username())
        .param("now", at(now))
        .param("expires", at(expiresAt))
        .update();
    return new Opened(
        token, new Caller(user.username(), user.role(), Caller.Credential.SESSION, expiresAt));
  }

  /** Whose session that is, with the user's present role; a use extends it. */
  Optional<Caller> find(String token) {
    Instant now = clock.instant();
    byte[] hash = Secrets.hash(token);
    return database
        .sql(
            """
            select u.username, u.role, s.created_at, s.extended_at, s.expires_at
            from session s join platform_user u using (username)
            where s.token_hash = :hash and s.expires_at > :now
            """)
        .param("hash", hash)
        .param("now", at(now))
        .query(Row.class)
        .optional()
        .map(
            row ->
                new Caller(
                    row.username(),
                    Role.valueOf(row.role()),
                    Caller.Credential.SESSION,
                    extend(hash, row, now)));
  }

  private Instant extend(byte[] hash, Row row, Instant now) {
    Instant limit = row.createdAt().toInstant().plus(settings.sessionLongest());
    Instant idle = now.plus(settings.sessionIdle());
    Instant expiresAt = idle.isBefore(limit) ? idle : limit;
    if (Duration.between(row.extendedAt().toInstant(), now).compareTo(EXTEND_EVERY) < 0) {
      return row.expiresAt().toInstant();
    }
    database
        .sql(
            "update session set extended_at = :now, expires_at = :expires where token_hash = :hash")
        .param("now", at(now))
        .param("expires", at(expiresAt))
        .param("hash", hash)
        .update();
    return expiresAt;
  }

  void close(String token) {
    database
        .sql("delete from session where token_hash = :hash")
        .param("hash", Secrets.hash(token))
        .update();
  }

  /** Ends every session of a user but that of {@code token}; null ends all. */
  void closeOthers(String username, @Nullable String token) {
    database
        .sql("delete from session where username = :username and token_hash <> :hash")
        .param("username", username)
        .param("hash", Secrets.hash(token == null ? "" : token))
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A session that has just begun. */
  record Opened(String token, Caller caller) {}

  private record Row(
      String username,
      String role,
      OffsetDateTime createdAt,
      OffsetDateTime extendedAt,
      OffsetDateTime expiresAt) {}
}
