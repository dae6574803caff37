package io.tributary.platform.dataset;

import java.time.Instant;

/**
 * A file that arrives in several requests.
 *
 * @param owner the user who began it; nobody else sees it
 * @param fileName a label, never part of a path
 * @param fingerprint what the client says to know the file again; may be empty
 * @param length bytes of the whole file, as announced
 * @param offset bytes on disk
 * @param expires when it is removed unless further bytes arrive
 */
public record PartialUpload(
    String id,
    String owner,
    String fileName,
    String fingerprint,
    long length,
    long offset,
    Instant expires) {
  /** The same upload, with so many bytes on disk. */
  PartialUpload at(long bytes) {
    return new PartialUpload(id, owner, fileName, fingerprint, length, bytes, expires);
  }

  /** Whether every byte is on disk. */
  public boolean complete() {
    return offset == length;
  }
}
