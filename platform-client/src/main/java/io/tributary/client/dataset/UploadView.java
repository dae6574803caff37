package io.tributary.client.dataset;

import java.time.Instant;

/**
 * A file that is sent in several requests.
 *
 * @param fingerprint what the client said to know the file again; empty where it said nothing
 * @param length bytes of the whole file
 * @param offset bytes that have arrived: the next request begins there
 * @param expires when it is removed unless further bytes arrive
 */
public record UploadView(
    String id, String fileName, String fingerprint, long length, long offset, Instant expires) {}
