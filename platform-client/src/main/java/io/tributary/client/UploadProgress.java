package io.tributary.client;

/** Told how far an upload is. Called on a thread of the connection: be quick. */
@FunctionalInterface
public interface UploadProgress {
  UploadProgress IGNORED = (sent, total) -> {};

  /**
   * @param sentBytes handed to the connection so far; starts again at 0 when the upload is repeated
   * @param totalBytes of the whole request; -1 where a part's length is unknown
   */
  void sent(long sentBytes, long totalBytes);
}
