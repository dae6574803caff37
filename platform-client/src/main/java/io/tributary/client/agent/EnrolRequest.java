package io.tributary.client.agent;

/**
 * What an agent says about itself when it starts.
 *
 * @param instance chosen by the process at start, so that a repeated request is recognised
 */
public record EnrolRequest(
    String instance,
    String name,
    String backend,
    String kernelType,
    double gflops,
    int processors,
    long memoryBytes,
    String host,
    String version) {}
