package io.tributary.platform.advice;

/**
 * One agent's part in a job.
 *
 * @param partitions in its last contribution; 0 where it has sent none under the present assignment
 * @param recent its last steps
 * @param whole all of its steps in the job
 * @param stalls of the recent steps, those that took it more than five times as long as its median
 *     step, and 50 ms at least, without what it waited for others
 * @param stalledMillis its own time in them together
 * @param usualMillis median of its own time in the recent steps
 * @param longestMillis the longest of them
 */
public record AgentMeasurement(
    String id,
    String name,
    int partitions,
    PhaseSums recent,
    PhaseSums whole,
    int stalls,
    double stalledMillis,
    double usualMillis,
    double longestMillis) {}
