package io.tributary.platform.agent;

import io.tributary.engine.id.AgentId;

/**
 * An agent that may own partitions now.
 *
 * @param backend {@code cpu} or {@code gpu}
 * @param kernelType what decides the bits of its products; partitions of one job are computed on
 *     one type only
 * @param gflops measured at enrolment
 */
public record LiveAgent(
    AgentId id, String name, String backend, String kernelType, double gflops) {}
