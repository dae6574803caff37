package io.tributary.client.problem;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong now.
 *
 * @param severity {@code error} or {@code warning}
 * @param cause one sentence with the values in it
 * @param values the facts in the sentence, by name
 * @param subjectType {@code job}, {@code agent}, {@code platform}
 */
public record ProblemView(
    String code,
    String severity,
    String title,
    String cause,
    String advice,
    String subjectType,
    @Nullable String subjectId,
    Instant since,
    Map<String, Object> values) {}
