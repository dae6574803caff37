package io.tributary.client.problem;

/**
 * One thing wrong with a request.
 *
 * @param field dotted path in the document, for example {@code training.batchSize}; or {@code line
 *     17}
 */
public record Violation(String field, String message, String advice) {}
