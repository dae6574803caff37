package io.tributary.client.job;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a job. The stream {@code GET /jobs/{id}/events} sends these as
 * server-sent events whose event name is {@code kind}; {@code GET /jobs/{id}/history} lists those
 * worth keeping.
 *
 * @param sequence grows within the job; the id of the server-sent event; 0 for events that are not
 *     kept
 * @param kind {@code state}, {@code step}, {@code metric}, {@code problem}, {@code assignment} or
 *     {@code checkpoint}
 * @param text one sentence; empty for {@code step} and {@code metric}
 * @param values the facts, by name: {@code state}, {@code step}, {@code stepsPerSecond}, metric
 *     names, ...
 */
public record JobEvent(
    long sequence, String kind, Instant at, String text, Map<String, Object> values) {}
