package io.tributary.platform.security;

import io.tributary.client.security.TokenView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API tokens in PostgreSQL, stored hashed. */
@Component
class ApiTokens {
  /** The time of last use is written at most this often. */
  private static final Duration NOTE_USE_EVERY = Duration.ofMinutes(1);

  private final JdbcClient database;
  private final Secrets secrets;
  private final Clock clock;

  ApiTokens(JdbcClient database, Secrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A new token; the answer is the only place where it is readable. Null: it never expires. */
  TokenView create(String username, String name, Role role, @Nullable Duration lifetime) {
    String token = secrets.token(Secrets.API_TOKEN_PREFIX);
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    Instant expiresAt = lifetime == null ? null : now.plus(lifetime);
    database
        .sql(
            """
            insert into api_token (id, token_hash, username, name, role, created_at, expires_at)
            values (:id, :hash, :username, :name, :role, :now, :expires)
            """)
        .param("id", id)
        .param("hash", Secrets.hash(token))
        .param("username", username)
        .param("name", name)
        .param("role", role.name())
        .param("now", at(now))
        .param("expires", at(expiresAt))
        .update();
    return new TokenView(id.toString(), name, role.wireName(), token, now, expiresAt, null);
  }

  /**
   * Who holds the token: its role, lowered to what its owner may still hand out; empty where it is
   * unknown, expired, or its owner may not have it any more.
   */
  Optional<Caller> find(String token) {
    Instant now = clock.instant();
    Optional<Row> found =
        database
            .sql(
                """
                select t.id, u.username, u.role as user_role, t.role, t.expires_at, t.last_used_at
                from api_token t join platform_user u using (username)
                where t.token_hash = :hash and (t.expires_at is null or t.expires_at > :now)
                """)
            .param("hash", Secrets.hash(token))
            .param("now", at(now))
            .query(Row.class)
            .optional();
    found.ifPresent(row -> noteUse(row, now));
    return found.flatMap(
        row ->
            effective(Role.valueOf(row.userRole()), Role.valueOf(row.role()))
                .map(
                    role ->
                        new Caller(
                            row.username(),
                            role,
                            Caller.Credential.API_TOKEN,
                            row.expiresAt() == null ? null : row.expiresAt().toInstant())));
  }

  private static Optional<Role> effective(Role owner, Role granted) {
    if (owner.mayGrant(granted)) {
      return Optional.of(granted);
    }
    return granted == Role.AGENT ? Optional.empty() : Optional.of(owner);
  }

  private void noteUse(Row row, Instant now) {
    if (row.lastUsedAt() == null
        || Duration.between(row.lastUsedAt().toInstant(), now).compareTo(NOTE_USE_EVERY) >= 0) {
      database
          .sql("update api_token set last_used_at = :now where id = :id")
          .param("now", at(now))
          .param("id", row.id())
          .update();
    }
  }

  /** Tokens of one user, newest first, without their secrets. */
  List<TokenView> of(String username) {
    return database
        .sql(
            """
            select id, name, role, created_at, expires_at, last_used_at from api_token
            where username = :username order by created_at desc, id
            """)
        .param("username", username)
        .query(
            (row, n) ->
                new TokenView(
                    row.getString("id"),
                    row.getString("name"),
                    Role.valueOf(row.getString("role")).wireName(),
                    null,
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    instant(row.getObject("expires_at", OffsetDateTime.class)),
                    instant(row.getObject("last_used_at", OffsetDateTime.class))))
        .list();
  }

  /** Whether there was such a token of that user. */
  boolean delete(UUID id, String username) {
    return database
            .sql("delete from api_token where id = :id and username = :username")
            .param("id", id)
            .param("username", username)
            .update()
        > 0;
  }

  void deleteNamed(String name, String username) {
    database
        .sql("delete from api_token where name = :name and username = :username")
        .param("name", name)
        .param("username", username)
        .update();
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private record Row(
      UUID id,
      String username,
      String userRole,
      String role,
      @Nullable OffsetDateTime expiresAt,
      @Nullable OffsetDateTime lastUsedAt) {}
}
