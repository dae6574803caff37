package io.tributary.client.agent;

import org.jspecify.annotations.Nullable;

/**
 * What an agent says about itself when it starts.
 *
 * @param instance chosen by the process at start, so that a repeated request is recognised
 * @param site name of the place where it is; null where that does not matter
 * @param relay whether it may sum what its site's agents contribute
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
    String version,
    @Nullable String site,
    boolean relay) {}
