package io.tributary.platform.agent;

import io.tributary.engine.id.AgentId;

/**
 * An agent that may own partitions now.
 *
 * @param kernelType of its BLAS; partitions of one job are computed on one type only
 * @param gflops measured at enrolment
 */
public record LiveAgent(AgentId id, String name, String kernelType, double gflops) {}
