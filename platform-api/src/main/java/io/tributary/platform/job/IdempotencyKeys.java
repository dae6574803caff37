package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which job a submission with a key became, so that a repeated one makes no second job. */
@Component
class IdempotencyKeys {
  private static final int LONGEST = 255;

  private final JdbcClient database;

  IdempotencyKeys(JdbcClient database) {
    this.database = database;
  }

  /**
   * A submission that may be repeated.
   *
   * @param user keys of different users are different
   * @param bodyDigest SHA-256 of the request's body, hexadecimal
   */
  record Key(String user, String text, String bodyDigest) {
    Key {
      if (text.isBlank() || text.length() > LONGEST) {
        throw new PlatformException(
            ErrorCode.INVALID_REQUEST,
            "The Idempotency-Key has %d characters.".formatted(text.length()),
            "Send 1 to %d characters, for example a random UUID.".formatted(LONGEST));
      }
    }
  }

  /** The job of an earlier submission; throws where the same key came with another body. */
  Optional<JobId> find(Key key) {
    return database
        .sql(
            """
            select job_id, body_digest from job_idempotency
            where created_by = :user and idempotency_key = :key
            """)
        .param("user", key.user())
        .param("key", key.text())
        .query(
            (row, number) ->
                sameBody(key, row.getObject("job_id", UUID.class), row.getString("body_digest")))
        .optional();
  }

  /** Whether the key was free and now belongs to {@code job}. */
  boolean claim(Key key, JobId job, Instant at) {
    return database
            .sql(
                """
                insert into job_idempotency
                  (created_by, idempotency_key, body_digest, job_id, created_at)
                values (:user, :key, :digest, :job, :at)
                on conflict do nothing
                """)
            .param("user", key.user())
            .param("key", key.text())
            .param("digest", key.bodyDigest())
            .param("job", job.value())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private static JobId sameBody(Key key, UUID job, String bodyDigest) {
    if (!bodyDigest.equals(key.bodyDigest())) {
      throw new PlatformException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "The Idempotency-Key \"%s\" was used for another request, which became job %s."
              .formatted(key.text(), job),
          "Send a new key with a new request.");
    }
    return new JobId(job);
  }
}
