package io.tributary.client.job;

/** The answer to a submission or a fork: the new job's identity and state. */
public record SubmittedJob(String id, String state) {}
