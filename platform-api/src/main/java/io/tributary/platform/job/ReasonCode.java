package io.tributary.platform.job;

import java.util.List;

/**
 * Stable codes of why a job is in its state, each with the names of the values that its sentence
 * has, so that a client can say the sentence in another language. Never renamed.
 */
public enum ReasonCode {
  ACCEPTED("name"),
  NO_AGENTS,
  WAITING_FOR_AGENTS("connected", "wanted"),
  WAITING_FOR_CAPACITY("running"),
  WAITING_FOR_CONTRIBUTIONS("step", "seconds", "partitions", "agentNames", "heartbeatSeconds"),
  ASSIGNING("step", "partitions"),
  /** The rows of partitions stay at agents that are away. */
  HOLDER_AWAY("partitions", "agentNames"),
  WAITING_FOR_SUMS("told", "files", "agentNames"),
  NO_AGENT_OF_BACKEND("backend", "connectedBackends"),
  KERNEL_TYPE_MISMATCH("kernelType", "connectedTypes"),
  BROKERS_AWAY("addresses"),
  BROKERS_UNAVAILABLE("step", "seconds"),
  AGENT_CANNOT_TAKE_PART("agentName", "partitions", "error"),
  COORDINATOR_RETRIES("cause"),
  LOSS_NOT_FINITE("step"),
  SUM_FAILED("chunk", "step", "cause"),
  EARLY_STOPPED("patience", "metric", "best", "step"),
  CANCELLED_BY_USER("user");

  private final List<String> facts;

  ReasonCode(String... facts) {
    this.facts = List.of(facts);
  }

  /** Names of the values that every reason with this code carries. */
  public List<String> facts() {
    return facts;
  }
}
