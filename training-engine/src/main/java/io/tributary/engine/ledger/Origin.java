package io.tributary.engine.ledger;

/**
 * Whose batch a step is, where each partition's batch is a step of its own.
 *
 * @param base committed steps that the parameters included which the batch was computed at
 */
public record Origin(int partition, long base) {}
