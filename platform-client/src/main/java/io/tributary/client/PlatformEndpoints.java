package io.tributary.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a platform on this machine listens: {@code endpoints.json} in its home directory.
 *
 * @param api address of the control plane, without {@code /api/v1}
 * @param web address of the dashboard
 * @param kafka host:port of the broker
 * @param postgres JDBC URL
 * @param pids process ids by process name
 */
public record PlatformEndpoints(
    String api,
    @Nullable String web,
    @Nullable String kafka,
    @Nullable String postgres,
    @Nullable Map<String, Long> pids) {}
