package io.tributary.engine.preprocessing;

/**
 * How much a row counts: {@code value / mean}, so that a row with twice another's weight counts as
 * if it were there twice, and equal weights are as good as none.
 *
 * @param column numbers of at least 0, none missing
 * @param mean of the training rows' weights; greater than 0
 */
public record RowWeight(String column, double mean) {}
