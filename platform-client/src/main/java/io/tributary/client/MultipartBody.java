package io.tributary.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A {@code multipart/form-data} body that is read while it is sent. */
final class MultipartBody {
  private final String boundary;
  private final List<BodyPublisher> pieces = new ArrayList<>();

  /**
   * @param boundary must not occur in any part
   */
  MultipartBody(String boundary) {
    this.boundary = boundary;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  MultipartBody json(String name, byte[] document) {
    pieces.add(text(start(name) + "\r\nContent-Type: application/json\r\n\r\n"));
    pieces.add(BodyPublishers.ofByteArray(document));
    pieces.add(text("\r\n"));
    return this;
  }

  MultipartBody file(String name, UploadPart part) throws FileNotFoundException {
    pieces.add(
        text(
            "%s; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                .formatted(start(name), quoted(part.fileName()))));
    pieces.add(
        switch (part) {
          case UploadPart.OfFile file -> BodyPublishers.ofFile(file.path());
          case UploadPart.OfStream stream -> BodyPublishers.ofInputStream(stream::stream);
        });
    pieces.add(text("\r\n"));
    return this;
  }

  BodyPublisher end() {
    pieces.add(text("--" + boundary + "--\r\n"));
    return BodyPublishers.concat(pieces.toArray(BodyPublisher[]::new));
  }

  private String start(String name) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"".formatted(boundary, name);
  }

  /** As browsers do it: the HTML standard's "multipart/form-data encoding algorithm". */
  private static String quoted(String fileName) {
    return fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
  }
}
