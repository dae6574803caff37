package io.tributary.client.dataset;

import io.tributary.client.problem.ErrorResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the control plane reads from where they are, and how far it is.
 *
 * @param state {@code READING}, {@code STORED} or {@code REFUSED}
 * @param bytes read so far, unpacked
 * @param dataset what became of them; null before, and where they were refused
 * @param problem why they were refused; null where they were not
 */
public record FetchView(
    String id,
    String state,
    Instant startedAt,
    long bytes,
    @Nullable DatasetView dataset,
    @Nullable ErrorResponse problem) {
  public static final String READING = "READING";
  public static final String STORED = "STORED";
  public static final String REFUSED = "REFUSED";
}
