package io.tributary.client.dataset;

/**
 * One of the files that an edge data set consists of: its rows stay at an agent, and are one
 * partition of every job.
 *
 * @param partition from 0, in the order of the agents' names
 * @param agent name of the agent that has it
 * @param digest SHA-256 of the file's unpacked bytes and of what is said of it, hexadecimal
 * @param statistics whether the agent may tell sums over the file's rows
 * @param present whether an agent that is alive has it now
 */
public record EdgeFile(
    int partition,
    String agent,
    String digest,
    long rows,
    long rejectedRows,
    boolean statistics,
    boolean present) {}
