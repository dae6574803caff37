package io.tributary.engine.preprocessing;

/**
 * Mean and spread of numbers, so that those of several places can be joined.
 *
 * @param rows missing values included
 * @param present rows with a value
 * @param mean of the values; 0 where there are none
 * @param squaredDeviations sum of the squared differences from the mean
 */
public record MomentSums(long rows, long present, double mean, double squaredDeviations) {}
