package io.tributary.client;

import java.io.InputStream;
import java.nio.file.Path;

/** A file of a data set to upload. The control plane sees the name, never the path. */
public sealed interface UploadPart {
  String fileName();

  /** A file; its length is sent ahead, and it can be sent again. */
  static UploadPart file(Path path) {
    Path name = path.getFileName();
    return file(name == null ? path.toString() : name.toString(), path);
  }

  /** A file under another name. */
  static UploadPart file(String fileName, Path path) {
    return new OfFile(fileName, path);
  }

  /** A stream of unknown length. It is read once, and closed. */
  static UploadPart stream(String fileName, InputStream stream) {
    return new OfStream(fileName, stream);
  }

  /** A part whose content is a file. */
  record OfFile(String fileName, Path path) implements UploadPart {}

  /** A part whose content is a stream. */
  record OfStream(String fileName, InputStream stream) implements UploadPart {}
}
