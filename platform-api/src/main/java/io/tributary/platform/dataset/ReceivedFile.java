package io.tributary.platform.dataset;

import java.nio.file.Path;

/**
 * An uploaded file as it lies on disk: unpacked and, where it is text, without byte order mark and
 * known to be UTF-8 without NUL and without endless lines.
 *
 * @param label the file's name as the client gave it; never part of a path
 * @param bytes size after unpacking
 * @param idx whether it begins like an IDX file; else it is text
 * @param sha256 over the unpacked bytes, hexadecimal
 */
public record ReceivedFile(String label, Path path, long bytes, boolean idx, String sha256) {}
