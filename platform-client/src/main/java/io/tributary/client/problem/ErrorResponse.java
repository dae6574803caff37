package io.tributary.client.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details, as every error answer of the API has them.
 *
 * @param code stable, for programs
 * @param detail one sentence with the values in it
 * @param advice what to do
 * @param violations one per offending field; empty unless the request's content was wrong
 */
public record ErrorResponse(
    @Nullable String type,
    @Nullable String title,
    int status,
    @Nullable String detail,
    @Nullable String instance,
    @Nullable String code,
    @Nullable String advice,
    @Nullable List<Violation> violations) {}
