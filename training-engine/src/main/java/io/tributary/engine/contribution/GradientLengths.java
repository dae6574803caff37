package io.tributary.engine.contribution;

/**
 * Lengths of one step's gradients, all sums over rows.
 *
 * @param partitionSquares sum over the partitions: squared norm of its gradient, divided by its
 *     rows
 * @param partitions with rows
 * @param joinedSquares squared norm of the sum over all partitions, divided by all rows
 * @param rows of all partitions
 */
public record GradientLengths(
    double partitionSquares, int partitions, double joinedSquares, long rows) {}
