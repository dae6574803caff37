package io.tributary.client.agent;

/**
 * The control plane's answer to an enrolment.
 *
 * @param agentId the agent's name in heartbeats and assignments
 * @param kafkaBootstrap host:port list of the brokers as the control plane knows them
 * @param heartbeatMillis how often to send a heartbeat
 */
public record Enrolment(String agentId, String kafkaBootstrap, long heartbeatMillis) {}
