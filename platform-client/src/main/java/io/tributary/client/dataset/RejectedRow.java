package io.tributary.client.dataset;

/**
 * A row of an uploaded file that could not be stored.
 *
 * @param line line number in the (uncompressed) file, from 1
 * @param text the beginning of the line, at most 200 characters
 */
public record RejectedRow(long line, String reason, String text) {}
