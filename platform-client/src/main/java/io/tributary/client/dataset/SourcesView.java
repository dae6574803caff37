package io.tributary.client.dataset;

import java.util.List;
import java.util.Map;

/**
 * What the operator lets users have read.
 *
 * @param urlPrefixes addresses below which files may be fetched
 * @param connections names of PostgreSQL databases
 * @param brokers topics that may be read, by the names of Kafka clusters; one that ends with {@code
 *     *} stands for all that begin so
 */
public record SourcesView(
    List<String> urlPrefixes, List<String> connections, Map<String, List<String>> brokers) {}
